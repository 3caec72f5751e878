/// The page's style sheet.
enum PageStyle {
    static let text = """

        :root{color-scheme:light;\(SVGStyle.light)\(light)}
        @media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;\(SVGStyle.dark)\(dark)}}
        :root[data-theme=dark]{color-scheme:dark;\(SVGStyle.dark)\(dark)}
        \(frame)\(matrix)\(findings)\(cards)\(SVGStyle.rules)\(narrow)
        """

    private static let light = "--code:#f6f8fa;--mark:#ffe9a8;--del:#fde8e8;--ins:#e3f6e8;--link:#1f5fa8;"
    private static let dark = "--code:#191d22;--mark:#5c4a12;--del:#41211f;--ins:#17382a;--link:#7fb4ee;"

    private static let frame = """
        *{box-sizing:border-box}
        html{scroll-padding-top:4.5rem}
        body{margin:0;background:var(--paper);color:var(--ink);font:14px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
        main,.top>*,footer{max-width:1320px;margin-inline:auto;padding-inline:24px}
        a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}
        :focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:3px}
        section:focus,article:focus{outline:0}
        code,pre,.name{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.92em}
        h1{font-size:26px;line-height:1.25;margin:20px auto 10px;font-weight:650;letter-spacing:-.01em}
        h2{font-size:17px;margin:40px 0 8px;font-weight:650}
        h3{font-size:14px;margin:0 0 8px;font-weight:600;overflow-wrap:anywhere}
        .facts h3{font-size:11.5px;margin:0 0 4px;font-weight:600;color:var(--soft)}
        ul{margin:0;padding:0;list-style:none}
        .soft,.meta,.legend,.note{color:var(--soft);font-weight:400}
        .meta,.legend{margin:0 0 12px;font-size:12.5px}
        .place{color:var(--soft);overflow-wrap:anywhere}
        .sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        .skip{position:absolute;left:-999px;top:8px;padding:6px 12px;background:var(--ink);color:var(--paper);z-index:9}
        .skip:focus{left:8px}
        .top{border-bottom:1px solid var(--line);background:var(--tint)}
        .top .bar{display:flex;align-items:center;gap:20px;padding-block:12px 0}
        .brand{margin:0;font-weight:650;display:flex;gap:8px;align-items:center}
        .brand svg{fill:none;stroke:currentColor;stroke-width:1.6;stroke-linejoin:round}
        nav{display:flex;gap:16px;flex:1;flex-wrap:wrap}nav a{color:var(--soft)}
        button,select,input{font:inherit;color:inherit}
        button,select,input[type=search]{background:var(--box);border:1px solid var(--line);border-radius:6px;padding:4px 10px;min-height:32px}
        button{cursor:pointer}button:hover{border-color:var(--mid)}
        .tally{display:flex;gap:8px;flex-wrap:wrap;margin-block:0 10px}
        .tally li{padding:3px 12px;border:1px solid currentColor;border-radius:99px;font-size:13px}
        .tally b{font-size:15px}
        .none{color:var(--soft)!important}
        .critical{color:var(--critical)}.high{color:var(--high)}.medium{color:var(--medium)}.low{color:var(--low)}
        .issues{border-left:3px solid var(--mid);padding-block:4px!important;margin-bottom:14px!important}
        .issues.partial{border-color:var(--critical)}.issues h2{margin:0 0 4px;font-size:14px}
        .issues li{margin:2px 0;overflow-wrap:anywhere}
        .top>.meta{padding-bottom:14px;margin-bottom:0}
        .count{color:var(--soft);font-weight:400;font-size:12px}
        footer{color:var(--soft);font-size:12px;padding-block:32px}

        """

    private static let matrix = """
        .app{margin-bottom:20px}
        .wrap{overflow:auto;max-height:78vh;border:1px solid var(--line);border-radius:8px;background:var(--paper)}
        .matrix{border-collapse:separate;border-spacing:0;width:100%;font-size:13px}
        .matrix th,.matrix td{padding:0 6px;height:28px;border-bottom:1px solid var(--line);text-align:center;white-space:nowrap}
        .matrix tr:last-child>*{border-bottom:0}
        .matrix thead th{position:sticky;top:0;background:var(--tint);color:var(--soft);font-weight:500;font-size:12px;z-index:2;height:30px;border-bottom:1px solid var(--line)}
        .matrix th:first-child{position:sticky;left:0;text-align:left;background:var(--paper);z-index:1;padding-left:12px;font-weight:400;max-width:46vw;overflow:hidden;text-overflow:ellipsis}
        .matrix thead th:first-child{z-index:3;background:var(--tint)}
        .matrix abbr{text-decoration:none;cursor:help}
        .matrix tfoot th,.matrix tfoot td{border-top:1px solid var(--line);font-weight:600}
        .matrix tbody tr:hover>*{background:var(--tint)}
        .matrix th a{color:inherit;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:12.5px}
        .cell{display:inline-block;min-width:30px;padding:0 6px;border-radius:4px;font-weight:600;line-height:22px;font-variant-numeric:tabular-nums;background:color-mix(in srgb,currentColor 9%,transparent)}
        .cell:hover{text-decoration:none;background:color-mix(in srgb,currentColor 18%,transparent)}
        .cell[aria-current]{outline:2px solid currentColor}
        .cell.critical,.cell.critical:hover{background:var(--critical);color:var(--paper)}
        .cell sup{font-size:9px;line-height:0}
        .open{color:var(--soft)}
        .exposure{font-size:11px;color:var(--soft);margin-left:4px}
        .exposure.public{color:var(--public)}.exposure.authenticated{color:var(--known)}

        """

    private static let findings = """
        #filter{display:flex;flex-wrap:wrap;gap:8px;align-items:center;position:sticky;top:0;z-index:5;background:var(--paper);padding:10px 0;border-bottom:1px solid var(--line);margin-bottom:12px}
        #filter[hidden]{display:none}
        .grow{flex:1 1 200px}.grow input{width:100%}
        fieldset{border:0;padding:0;margin:0;display:flex;gap:4px}
        .chip{border:1px solid var(--line);border-radius:99px;padding:3px 10px;font-size:12.5px;cursor:pointer;display:flex;gap:5px;align-items:center}
        .chip input{accent-color:currentColor;margin:0}
        select{max-width:230px}
        #count{color:var(--soft);font-size:12.5px;min-width:8em}
        .finding{border:1px solid var(--line);border-left:4px solid currentColor;border-radius:6px;padding:12px 16px 10px;margin-bottom:10px}
        .finding>*{color:var(--ink)}
        .finding:target{box-shadow:0 0 0 2px var(--link)}
        .finding[hidden]{display:none}
        .finding h3{margin-bottom:2px;font-size:14.5px}
        .sev{font-size:11px;font-weight:600;margin-right:4px;padding:1px 7px;border-radius:4px;border:1px solid currentColor;vertical-align:1px}
        .finding.critical .sev{color:var(--paper);background:var(--critical);border-color:var(--critical)}
        .finding.high .sev{color:var(--high)}.finding.medium .sev{color:var(--medium)}.finding.low .sev{color:var(--low)}
        .finding .meta{color:var(--soft);margin-bottom:8px}
        .finding dl,.facts dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:2px 14px;margin:8px 0 2px}
        dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
        dt+dd~dd{grid-column:2}
        .source{background:var(--code);border:1px solid var(--line);border-radius:6px;margin:0;padding:6px 0;font-size:12px;line-height:1.55;color:var(--soft)!important;white-space:pre-wrap;overflow-wrap:anywhere}
        .row,del,ins,.hunk{display:inline-block;width:100%;padding:0 12px 0 4.6em;text-indent:-4.6em;text-decoration:none}
        .row.hit{color:var(--ink);background:color-mix(in srgb,var(--mark) 28%,transparent)}
        .no{display:inline-block;width:4.6em;padding-right:1em;text-indent:0;text-align:right;color:var(--soft);user-select:none}
        mark{background:var(--mark);color:var(--ink);border-radius:2px}
        .fix{margin-top:8px}.fix summary{cursor:pointer;margin-bottom:4px}
        del{background:var(--del);color:var(--ink)}ins{background:var(--ins);color:var(--ink)}
        .hunk{padding-left:12px;text-indent:0}
        .inline{display:inline}.inline summary{display:inline;cursor:pointer}
        .list{margin-bottom:10px}.list summary{cursor:pointer;font-weight:600;padding:4px 0}
        .list li{padding:2px 0 2px 18px;overflow-wrap:anywhere;font-size:13px}
        .pass{color:var(--soft)}

        """

    private static let cards = """
        .card{border:1px solid var(--line);border-radius:6px;margin-bottom:6px}
        .card summary{cursor:pointer;padding:7px 14px}
        .card summary:hover{background:var(--tint)}
        .card[open] summary{border-bottom:1px solid var(--line)}
        .card:target{box-shadow:0 0 0 2px var(--link)}
        .name{font-weight:600}
        .facts{padding:10px 14px 12px;display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,330px),1fr));gap:14px 28px;font-size:13px}
        .facts>.meta{grid-column:1/-1;margin:0}
        .facts dl{margin:0}
        .facts dt{overflow-wrap:anywhere;max-width:26ch}
        .facts li{padding:1px 0 1px 12px;text-indent:-12px;overflow-wrap:anywhere}
        .picture{padding:4px}
        .picture svg{display:block}
        .key::before{content:"";display:inline-block;width:14px;height:0;border-top:3px solid var(--mid);vertical-align:4px;margin:0 5px 0 8px}
        .key.public::before{border-color:var(--public)}.key.known::before{border-color:var(--known)}
        .key.flow::before{border-top-width:2px;border-color:var(--flow)}.key.use::before{border-top-width:2px;border-color:var(--use)}
        .key.fail::before{border-top:2px dashed var(--fail)}
        .graph.active .edge,.graph.active .node{opacity:.15}
        .graph.active .on{opacity:1}.graph.active .edge.on{stroke-width:1.8}
        .graph a:focus-visible rect{stroke:var(--link);stroke-width:2}
        .graph a{outline:0}

        """

    private static let narrow = """
        @media (max-width:640px){
        main,.top>*,footer{padding-inline:14px}h1{font-size:21px}.top .bar{flex-wrap:wrap;gap:8px 14px}nav{order:3;flex-basis:100%;gap:14px}
        .brand{flex:1}#filter{position:static}fieldset{flex-wrap:wrap}select{max-width:100%}
        .finding dl,.facts dl{grid-template-columns:1fr;gap:0}dt{margin-top:6px}dt+dd~dd{grid-column:1}.finding{padding-inline:12px}
        .row,del,ins{padding-left:3.4em;text-indent:-3.4em}.no{width:3.4em;padding-right:.8em}.matrix .exposure{display:block;margin:0;line-height:1}.matrix th:first-child{max-width:38vw}.matrix tbody th{height:38px}
        }
        @media print{
        :root,:root[data-theme],:root:not([data-theme=light]){color-scheme:light;\(SVGStyle.light)\(light)}
        .skip,nav,#theme,#filter{display:none!important}
        .wrap{overflow:visible;max-height:none;border:0}.matrix th{position:static!important}
        .picture svg{max-width:100%;height:auto}
        .finding,.card{break-inside:avoid}
        body{font-size:11px}details::details-content{content-visibility:visible!important;height:auto!important}
        }
        @media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}

        """
}
