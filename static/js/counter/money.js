// Amounts as people write them in Vietnam: 12.000, dots between the thousands.
export const amountOf = (text) => Number.parseInt(text.replace(/[^\d]/g, ""), 10) || 0;

export const shown = (amount) => `${String(Math.abs(amount)).replace(/\B(?=(\d{3})+$)/g, ".")} đồng`;
