/// How pictures of graphs look; the colours are variables, so that pages and pictures can be light or dark.
enum SVGStyle {
    /// The rules for the elements of `SVGGraph`.
    static let rules = """
        .graph{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:11.5px}
        .graph text{fill:var(--ink)}
        .graph .head{fill:var(--soft);font-size:10.5px;letter-spacing:.04em}
        .graph .detail{fill:var(--soft);font-size:10px}
        .graph rect{fill:var(--box);stroke:var(--line)}
        .graph .outside rect,.graph .role rect{fill:var(--tint)}
        .graph .function rect{stroke:var(--mid)}
        .graph .function text:not(.detail){font-weight:600}
        .graph .echo rect{stroke-dasharray:3 3;fill:none}
        .graph .bar{stroke:var(--mid);stroke-width:3;fill:none}
        .graph .public>.bar{stroke:var(--public)}
        .graph .authenticated>.bar{stroke:var(--known)}
        .graph .edge{fill:none;stroke:var(--flow);stroke-width:1.2;opacity:.75}
        .graph .mayUse,.graph .names,.graph .runsAs{stroke:var(--use)}
        .graph .names{stroke-dasharray:4 3}
        .graph .failsTo{stroke:var(--fail);stroke-dasharray:2 3}
        .graph .tip.flow{fill:var(--flow)}.graph .tip.use{fill:var(--use)}.graph .tip.fail{fill:var(--fail)}
        .graph .edge:hover{stroke-width:2.6;opacity:1}
        .graph .dot{fill:var(--low)}.graph .has-medium .dot{fill:var(--medium)}
        .graph .has-high .dot{fill:var(--high)}.graph .has-critical .dot{fill:var(--critical)}

        """

    /// The colours by day.
    static let light = """
        --paper:#fff;--ink:#1b1f24;--soft:#5b6572;--line:#d3d9e0;--mid:#8a95a3;--box:#fff;--tint:#f2f4f7;\
        --public:#c2410c;--known:#2563a8;--flow:#6b7684;--use:#7a6a9e;--fail:#b42318;\
        --critical:#a3123a;--high:#c2410c;--medium:#a16207;--low:#4b6b8a;
        """

    /// The colours by night.
    static let dark = """
        --paper:#14171b;--ink:#e3e7ec;--soft:#9aa5b1;--line:#343b44;--mid:#6d7885;--box:#1c2025;--tint:#23282f;\
        --public:#f08a4b;--known:#6aa5e8;--flow:#8d98a5;--use:#a99ad0;--fail:#f0776a;\
        --critical:#ff7090;--high:#f08a4b;--medium:#e0b03c;--low:#8fb2d4;
        """
}
