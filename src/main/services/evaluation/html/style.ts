/** Of the comparison page; readable in print as well. */
export const STYLE = `
:root { color-scheme: light; font: 15px/1.45 system-ui, sans-serif; color: #1a2230; background: #fff; }
main { max-width: 1180px; margin: 0 auto; padding: 24px; }
h1 { font-size: 26px; margin: 0 0 8px; } h2 { font-size: 20px; margin: 36px 0 8px; border-top: 1px solid #ccd3dd; padding-top: 16px; }
h3 { font-size: 15px; margin: 16px 0 4px; overflow-wrap: anywhere; }
.note { color: #4a5666; max-width: 80ch; }
table { border-collapse: collapse; margin-top: 12px; }
th, td { text-align: left; padding: 4px 20px 4px 0; border-bottom: 1px solid #e2e7ee; font-weight: 400; vertical-align: top; font-variant-numeric: tabular-nums; }
thead th { font-weight: 600; } .facts td { overflow-wrap: anywhere; font-family: ui-monospace, monospace; font-size: 13px; }
svg { font: 13px system-ui, sans-serif; fill: #1a2230; }
.chart { width: 100%; max-width: 1110px; display: block; } .chart text { white-space: pre; }
.zero { stroke: #8a96a6; stroke-dasharray: 4 3; } .frame { fill: none; stroke: #8a96a6; }
.chart g line { stroke-width: 2; } .chart g circle { stroke-width: 2; }
.better line, .better circle { stroke: #12683a; fill: #12683a; }
.worse line, .worse circle { stroke: #a61b1b; fill: #a61b1b; }
.open line, .open circle { stroke: #4a5666; fill: #fff; }
.square { width: 100%; max-width: 520px; }
.square .first line, .square .first circle { stroke: #1459b3; fill: #1459b3; stroke-width: 2; }
.square .second line, .square .second circle { stroke: #b34700; fill: #fff; stroke-width: 2; }
.cell { fill: #1459b3; stroke: #e2e7ee; } .on { fill: #fff; }
.two { display: grid; grid-template-columns: 1fr 1fr; gap: 16px; } figure { margin: 0; }
.cases { display: grid; grid-template-columns: repeat(auto-fill, minmax(300px, 1fr)); gap: 20px; }
article { break-inside: avoid; border: 1px solid #ccd3dd; border-radius: 6px; padding: 0 12px 12px; }
.picture { width: 100%; background: #000; display: block; }
.picture rect { fill: none; stroke-width: 2; vector-effect: non-scaling-stroke; }
.picture .truth { stroke: #fff; stroke-dasharray: 5 3; } .picture .first { stroke: #5fb0ff; } .picture .second { stroke: #ff9a3d; }
.legend span, dt { border-left: 5px solid; padding-left: 6px; margin-right: 18px; }
.legend .truth, dt.truth { border-color: #777; border-left-style: dashed; } .legend .first, dt.first { border-color: #1459b3; } .legend .second, dt.second { border-color: #b34700; }
dl { margin: 8px 0 0; } dd { margin: 0 0 8px 11px; overflow-wrap: anywhere; } .question { font-style: italic; }
h2, h3, .legend, .note, figcaption { break-after: avoid; } .chart, .square, figure, tr, .whole { break-inside: avoid; }
@page { size: A4; margin: 14mm; }
@media print {
  :root { font-size: 11px; } main { padding: 0; } h1 { font-size: 20px; } h2 { font-size: 15px; margin-top: 20px; padding-top: 10px; } h3 { font-size: 11px; }
  th, td { padding: 2px 10px 2px 0; } .facts td { font-size: 9px; }
  .cases { grid-template-columns: repeat(3, 1fr); gap: 8px; } article { padding: 0 6px 6px; } article p, dl, dd { margin-top: 2px; margin-bottom: 2px; }
  .picture { max-height: 60mm; } .square { max-width: 88mm; } .two { break-inside: avoid; }
}
`;
