// Draws <canvas data-chart="name"> from the JSON block of the page; every number also stands in a table.
// data-stacked piles the series up, data-horizontal turns the bars.

const block = document.getElementById("figures-values");
const values = block ? JSON.parse(block.textContent) : {};
const style = getComputedStyle(document.documentElement);
const token = (name) => style.getPropertyValue(name).trim();
const colours = {
  early: token("--chart-2"),
  on_time: token("--chart-1"),
  late: token("--chart-4"),
  open_late: token("--chart-3"),
};
const whole = new Intl.NumberFormat(document.documentElement.lang);

if (window.Chart) {
  Chart.defaults.font.family = token("--font");
  Chart.defaults.font.size = 14;
  Chart.defaults.color = token("--ink-soft");
  Chart.defaults.animation = false;
  for (const canvas of document.querySelectorAll("canvas[data-chart]")) draw(canvas);
}

function draw(canvas) {
  const { labels, series } = values[canvas.dataset.chart];
  const stacked = "stacked" in canvas.dataset;
  const horizontal = "horizontal" in canvas.dataset;
  const counts = {
    stacked,
    beginAtZero: true,
    ticks: { precision: 0, callback: (count) => whole.format(count) },
    grid: { color: token("--line") },
  };
  const names = { stacked, grid: { display: false }, ticks: { autoSkip: !horizontal } };
  new Chart(canvas, {
    type: "bar",
    data: {
      labels,
      datasets: series.map(({ name, label, values: data }) => ({
        label,
        data,
        backgroundColor: colours[name],
        maxBarThickness: 36,
      })),
    },
    options: {
      indexAxis: horizontal ? "y" : "x",
      maintainAspectRatio: false,
      scales: horizontal ? { x: counts, y: names } : { x: names, y: counts },
      plugins: {
        legend: { position: "bottom", labels: { boxWidth: 14 } },
        tooltip: { callbacks: { label: (item) => `${item.dataset.label}: ${whole.format(item.raw)}` } },
      },
    },
  });
}
