// What a scan brings to the next page. It stays in this tab, never in an address, and is there for one page only:
// whoever takes it removes it, and scan-box.js removes what nobody took.
const KEY = "counter.handed-over";

export function handOver(scan) {
  sessionStorage.setItem(KEY, JSON.stringify(scan));
}

export function takeHandedOver() {
  const kept = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  return kept ? JSON.parse(kept) : null;
}
