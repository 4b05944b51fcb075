/// How a page looks: light and dark, on a phone, on A4 and Letter.
enum PageStyle {
  static let text = #"""
    :root{--paper:#fff;--ink:#1b1f24;--soft:#57606a;--line:#c9d1d9;--band:#f3f5f8;--link:#0a4fa8;--error:#b3141d;--warning:#8a5300;--note:#3d5a80;--mark:#ffe3e0;--error-bar:#c9302c;--warning-bar:#d08700}
    @media (prefers-color-scheme:dark){:root{--paper:#14171b;--ink:#e8ebef;--soft:#a9b2bc;--line:#3c444d;--band:#1e2329;--link:#8ab8ff;--error:#ff9a94;--warning:#f0b95c;--note:#a9c4ea;--mark:#5a1f1d;--error-bar:#e5534b;--warning-bar:#c98a1b}}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%}
    body{margin:0 auto;max-width:75rem;padding:1rem 1.25rem 3rem;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",Arial,sans-serif;overflow-wrap:anywhere}
    h1{font-size:1.6rem;line-height:1.2;margin:.5rem 0}
    h2{font-size:1.2rem;margin:2rem 0 .5rem}
    a{color:var(--link)}
    .skip{position:absolute;left:-99rem}
    .skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.5rem}
    code,mark{unicode-bidi:isolate}
    code{font:.92em ui-monospace,"Cascadia Mono","Liberation Mono",Menlo,monospace;background:var(--band);padding:.05em .3em;border-radius:.25em}
    .conclusion{font-size:1.1rem;margin:.25rem 0 .75rem}
    .totals{display:flex;flex-wrap:wrap;gap:.5rem;list-style:none;margin:0 0 1rem;padding:0}
    .totals li{border:2px solid currentColor;border-radius:.4rem;padding:.25rem .75rem;font-weight:600}
    .error{color:var(--error)}.warning{color:var(--warning)}.note{color:var(--note)}.totals .none{color:var(--soft);font-weight:400;border-width:1px}
    dl{margin:.25rem 0}
    dl div{display:flex;gap:.75rem;padding:.1rem 0}
    dt{flex:0 0 9rem;color:var(--soft)}
    dd{margin:0;min-width:0}
    .remark{border-left:.25rem solid var(--warning);padding-left:.75rem}
    .scroll{overflow-x:auto;max-width:100%}
    .scroll:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible,summary:focus-visible{outline:3px solid var(--link);outline-offset:1px}
    table{border-collapse:collapse;font-size:.95rem}
    th,td{border:1px solid var(--line);padding:.3rem .55rem;text-align:left;vertical-align:top;font-weight:400}
    thead th,tfoot th,tfoot td{background:var(--band);font-weight:600}
    .number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap;overflow-wrap:normal}
    tbody th{overflow-wrap:normal}
    .chart{width:100%}
    .chart .bar{width:60%;border-left:0;padding:.3rem 0}
    .chart thead td{border:0}
    .chart svg{display:block;width:100%;height:1.25rem}
    rect.error{fill:var(--error-bar)}rect.warning{fill:var(--warning-bar)}
    .in{color:var(--soft);font-size:.85em}
    details.cause{border:1px solid var(--line);border-left:.35rem solid currentColor;border-radius:.4rem;margin:.5rem 0;padding:0 .75rem}
    details.cause>*{color:var(--ink)}
    summary{cursor:pointer;padding:.5rem 0}
    summary .what{font-weight:600}
    summary .place,td.place{color:var(--soft)}
    summary .place{display:block;font-size:.92rem}
    .count{color:var(--soft)}
    .badge{display:inline-block;border:1px solid currentColor;border-radius:.3rem;padding:0 .4rem;font-size:.82rem;font-weight:600;white-space:nowrap}
    details dl,details .scroll,details p{margin-bottom:.75rem}
    .grid td,.grid th{max-width:18rem;min-width:3rem;font-size:.88rem;overflow-wrap:break-word}
    .letters{color:var(--soft);font-weight:400}
    td.bad{outline:3px solid var(--error);outline-offset:-3px;background:var(--mark)}
    mark{background:none;color:inherit;font-weight:700}
    form,.tools,.pages{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:end}
    form{border:1px solid var(--line);border-radius:.4rem;padding:.75rem;background:var(--band);margin-top:2rem}
    form[hidden],.tools[hidden],.pages[hidden]{display:none}
    form label,.pages label{display:inline-flex;flex-direction:column;font-size:.9rem;min-width:0;max-width:100%}
    fieldset{border:0;min-width:0;margin:0;padding:0;display:flex;gap:.75rem;align-items:center;flex-wrap:wrap}
    fieldset label{flex-direction:row;gap:.3rem;align-items:center;min-height:2.4rem}
    legend{font-size:.9rem;padding:0}
    #only{flex-basis:100%;margin:0}
    select,input,button{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--soft);border-radius:.3rem;padding:.35rem .6rem;min-height:2.4rem;max-width:100%}
    select{max-width:18rem}
    input[type=checkbox]{min-height:0;width:1.1rem;height:1.1rem}
    input[type=number]{width:7rem}
    button{cursor:pointer}
    button:disabled{cursor:default;color:var(--soft)}
    .tools{justify-content:space-between;align-items:center}
    .pages{margin-top:.75rem;align-items:center}
    .pages label{flex-direction:row;gap:.4rem;align-items:center}
    .list{width:100%}
    .list>tbody>tr>td.place{width:22%}
    .list>tbody>tr>td:nth-child(3){width:30%}
    .list button{min-height:0;padding:.05rem .5rem;font-size:.85rem;margin-left:.4rem}
    .hint{display:block;color:var(--soft)}
    footer{margin-top:3rem;color:var(--soft);font-size:.85rem}
    @media (max-width:40rem){
    body{padding:.75rem}
    h1{font-size:1.35rem}
    dl div{display:block}
    dt{font-size:.88rem}
    .chart .bar{width:35%}
    .list>thead{position:absolute;left:-99rem}
    .list,.list>tbody,.list>tbody>tr,.list>tbody>tr>td.place,.list>tbody>tr>td:nth-child(n){display:block;width:auto;border:0}
    .list>tbody>tr{border:1px solid var(--line);border-radius:.4rem;margin:.5rem 0;padding:.25rem}
    form label{flex:1 1 8rem}
    fieldset label{flex:0 0 auto}
    select{max-width:100%;width:100%}
    }
    @page{margin:14mm 12mm}
    @media print{
    :root{--paper:#fff;--ink:#000;--soft:#444;--line:#999;--band:#f0f0f0;--link:#000;--error:#a00;--warning:#704400;--note:#234;--mark:#fdd;--error-bar:#c9302c;--warning-bar:#d08700}
    body{max-width:none;padding:0;font-size:9.5pt}
    .script,.skip,form,.pages,.tools{display:none!important}
    details.cause{break-inside:avoid-page}
    details::details-content{content-visibility:visible;display:block;height:auto}
    .scroll{overflow:visible}
    table{font-size:8.5pt}
    .grid td,.grid th{min-width:0;font-size:7.5pt;padding:.15rem .3rem;overflow-wrap:anywhere}
    tr{break-inside:avoid}
    thead{display:table-header-group}
    *{-webkit-print-color-adjust:exact;print-color-adjust:exact}
    }
    """#
}
