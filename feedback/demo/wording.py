"""What people of the demo write (lời văn trong dữ liệu giả định)."""

REFUSALS = (
    "Thủ tục không thuộc thẩm quyền giải quyết của đơn vị; đề nghị nộp tại nơi đăng ký thường trú.",
    "Giấy tờ chụp không đọc được; đề nghị chụp lại bản gốc và nộp hồ sơ mới.",
    "Nội dung đề nghị không thuộc phạm vi của thủ tục đã chọn; đã hướng dẫn chọn thủ tục đúng.",
    "Hồ sơ trùng với hồ sơ đã tiếp nhận trước đó của cùng người nộp.",
)
SUPPLEMENT_REASONS = (
    "Hồ sơ còn thiếu giấy tờ theo danh mục đã công bố.",
    "Thông tin trong tờ khai chưa thống nhất với giấy tờ kèm theo.",
    "Bản chụp giấy tờ chưa rõ, chưa đối chiếu được.",
)
SUPPLEMENT_ITEMS = (
    "Tờ khai có chữ ký của người yêu cầu",
    "Bản chụp rõ hai mặt căn cước công dân",
    "Giấy tờ chứng minh nơi cư trú",
    "Văn bản ủy quyền được chứng thực",
    "Giấy tờ gốc để đối chiếu",
)
SUPPLEMENT_ANSWERS = (
    "Tôi đã nộp đủ giấy tờ theo yêu cầu.",
    "Đã bổ sung tại Bộ phận Một cửa.",
    "Xin gửi bản chụp lại rõ hơn.",
)
PAYMENT_REASONS = (
    "Đề nghị nộp lệ phí trước bạ theo thông báo của cơ quan thuế.",
    "Đề nghị nộp phí thẩm định theo mức đã niêm yết.",
)
WITHDRAWALS = (
    "Gia đình thay đổi ý định nên không tiếp tục thực hiện thủ tục.",
    "Tôi muốn chuẩn bị lại hồ sơ cho đầy đủ rồi nộp sau.",
    "Thông tin kê khai có nhầm lẫn, xin rút để nộp lại.",
)
STOPPED = "Dừng giải quyết theo đề nghị của người nộp hồ sơ."
GIVEN_BACK = "Hồ sơ ghi sai ngày sinh so với sổ gốc, đề nghị bộ phận một cửa kiểm tra lại"
SENT_BACK = ("Đề nghị đối chiếu lại họ tên trong dự thảo với giấy tờ gốc.", "Bổ sung căn cứ pháp lý vào dự thảo.")
GRANTED = "Hồ sơ đủ điều kiện; trình ký kết quả theo quy định."
DENIED = (
    "Hồ sơ không đủ điều kiện giải quyết vì thông tin đăng ký đã có trong sổ gốc; đề nghị trả lời bằng văn bản.",
    "Người yêu cầu không thuộc đối tượng áp dụng; đề nghị trả lời bằng văn bản, nêu rõ lý do.",
)
GOOD_COMMENTS = (
    "Cán bộ hướng dẫn nhiệt tình, dễ hiểu.",
    "Làm nhanh, không phải đi lại nhiều lần.",
    "Nhận kết quả sớm hơn ngày hẹn, cảm ơn các anh chị.",
    "Chỗ ngồi chờ sạch sẽ, có nước uống.",
    "Nộp qua mạng tiện, chỉ phải đến một lần.",
    "Cán bộ niềm nở, giải thích rõ từng giấy tờ.",
)
FAIR_COMMENTS = (
    "Buổi sáng thứ Hai đông, phải chờ khá lâu.",
    "Nên có thêm ghế ngồi cho người già.",
    "Trang nộp hồ sơ hơi khó dùng trên điện thoại cũ.",
)
POOR_COMMENTS = (
    "Hẹn trả rồi mà đến vẫn chưa có, phải đi lại lần nữa.",
    "Hướng dẫn chưa rõ nên phải về lấy thêm giấy tờ.",
    "Trễ hẹn mà không ai gọi báo trước.",
)
APOLOGY_CAUSE = "Nội dung phải xác minh tại nơi cư trú cũ của công dân, cơ quan nơi đó chưa trả lời kịp thời."
DECISION_REASON = "Hồ sơ liên quan nhiều thửa đất giáp ranh, phải kiểm tra lại thực địa."
OPINION_QUESTION = "Đề nghị cho biết bản lưu của sự kiện hộ tịch này còn được lưu tại đơn vị hay không."
OPINION_ANSWER = "Bản lưu còn tại kho lưu trữ của phòng, nội dung khớp với tờ khai của công dân."
