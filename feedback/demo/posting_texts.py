"""What the demo office posts (văn bản niêm yết mẫu), in Markdown; telephone numbers and decisions are invented."""

INVENTED = "(số giả định, chỉ dùng để trình diễn)"

# "6 biết, 5 không, 3 thể hiện" as the district's model of a friendly government words them.
COMMITMENTS = """Chính quyền thân thiện, vì nhân dân phục vụ.

## 6 biết

- Biết nghe dân nói
- Biết nói dân hiểu
- Biết làm dân tin
- Biết chia sẻ
- Biết xin lỗi và sửa lỗi
- Biết cảm ơn

## 5 không

- Không hách dịch, cửa quyền
- Không quan liêu, sách nhiễu, gây phiền hà
- Không tham ô, lãng phí
- Không né tránh trách nhiệm
- Không chậm trễ giải quyết hồ sơ, công việc

## 3 thể hiện

- Tôn trọng
- Văn minh
- Gần gũi
"""

RULES = """## Người đến làm việc

1. Lấy số thứ tự và chờ gọi; người cao tuổi, người khuyết tật, phụ nữ mang thai và người có công được mời trước.
2. Xuất trình giấy tờ tùy thân khi nộp hồ sơ; mang theo giấy hẹn khi nhận kết quả.
3. Giữ trật tự, vệ sinh; không hút thuốc; không ghi hình người khác khi chưa được đồng ý.
4. Có quyền từ chối những yêu cầu ngoài danh mục giấy tờ đã niêm yết.
5. Góp ý, phản ánh tại hòm thư góp ý, qua đường dây nóng hoặc trên Cổng.

## Cán bộ, công chức

1. Đeo thẻ, mặc trang phục đúng quy định; chào hỏi trước, cảm ơn sau.
2. Hướng dẫn đầy đủ một lần; chỉ yêu cầu bổ sung một lần và bằng phiếu.
3. Thu đúng mức phí, lệ phí đã niêm yết và cấp biên lai.
4. Hồ sơ chậm hẹn phải có văn bản xin lỗi, nêu lý do và ngày hẹn lại.
5. Không nhận tiền, quà của người đến làm việc.
"""

HOURS = """Nhận hồ sơ đến 15 phút trước giờ nghỉ. Hồ sơ trả trong ngày nhận trước 15 giờ; nhận sau 15 giờ thì trả
trong ngày làm việc tiếp theo.

Người đang chờ khi hết giờ được phục vụ xong mới nghỉ.
"""

RECEPTION_OF_DISTRICT = """| Ngày | Người tiếp | Nơi tiếp |
|---|---|---|
| Ngày 05 và ngày 20 hằng tháng, từ 8 giờ | Chủ tịch UBND huyện | Phòng tiếp công dân, tầng 1 |
| Các ngày làm việc | Công chức tiếp công dân | Phòng tiếp công dân, tầng 1 |

Trùng ngày nghỉ thì tiếp vào ngày làm việc tiếp theo. Người bận đột xuất được báo hoãn và hẹn lại.
"""

RECEPTION_OF_COMMUNE = """- Thứ Tư hằng tuần, 8:00 đến 11:00: Chủ tịch UBND xã, tại phòng tiếp công dân
- Các ngày làm việc: công chức tiếp công dân, tại Bộ phận Một cửa

Thứ Tư trùng ngày nghỉ thì tiếp vào ngày làm việc tiếp theo.
"""

RECEPTION_OF_COMMUNE_NEXT = RECEPTION_OF_COMMUNE.replace(
    "Thứ Tư hằng tuần, 8:00 đến 11:00", "Thứ Tư hằng tuần, 7:30 đến 11:00"
)

HOTLINES_OF_DISTRICT = """- 0226 000 0352: Bộ phận Một cửa huyện
- 0226 000 0353: Lãnh đạo UBND huyện tiếp nhận phản ánh
- 0226 000 0354: Hỗ trợ nộp hồ sơ trực tuyến

Các số trên là số giả định của bản dùng thử, không có người nghe.
"""

HOTLINES_OF_COMMUNE = """- 0226 000 3504: Bộ phận Một cửa xã Bình Nghĩa
- 0226 000 3505: Chủ tịch UBND xã tiếp nhận phản ánh
- 0226 000 3506: Công chức Tư pháp - Hộ tịch

Các số trên là số giả định của bản dùng thử, không có người nghe.
"""

MAINTENANCE = """Cổng tạm ngừng để nâng cấp. Trong thời gian này xin nộp hồ sơ trực tiếp tại Bộ phận Một cửa; hồ sơ
đã nộp không bị ảnh hưởng, thời hạn giải quyết không thay đổi.
"""

SATURDAY = """Sáng thứ Bảy, Bộ phận Một cửa mở thêm từ 8:00 đến 11:00 để trả kết quả cho người đi làm xa. Không
nhận hồ sơ mới trong buổi này.
"""

HELPERS = """Đoàn viên thanh niên xã trực tại Bộ phận Một cửa vào sáng thứ Ba và sáng thứ Năm, giúp cài VNeID, chụp
giấy tờ và nộp hồ sơ trên Cổng. **Không mất tiền.** Chỉ cần mang điện thoại và căn cước công dân.
"""

SCAM = """Cán bộ không gọi điện yêu cầu chuyển tiền, đọc mã OTP hay cài ứng dụng lạ. Nhận được cuộc gọi như vậy,
xin báo ngay Công an xã hoặc đường dây nóng của UBND xã.
"""
