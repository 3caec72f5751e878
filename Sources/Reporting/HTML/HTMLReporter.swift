package import Findings

/// One page for people: everything the scan found and what it knows of every function, in a single file that asks the
/// network for nothing and works without JavaScript.
package struct HTMLReporter: Reporter {
    /// Makes a reporter.
    package init() {}

    package func render(_ report: ScanReport) -> String {
        let page = HTMLPage(report)
        let style = PageStyle.text
        let script = PageScript.text
        let policy = [
            "default-src 'none'", "style-src '\(ContentHash(of: style).source)'",
            "script-src '\(ContentHash(of: script).source)'", "base-uri 'none'", "form-action 'none'",
        ].joined(separator: "; ")
        let document: Markup = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(Markup(verbatim: policy))">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="robots" content="noindex">
            <meta name="generator" content="Ringfence \(report.toolVersion)">
            <title>\(page.title)</title>
            <style>\(Markup(verbatim: style))</style>
            </head>
            <body>
            <a class="skip" href="#main">Skip to the findings</a>
            \(page.header)
            <main>
            \(page.overview)
            \(page.graphs)
            \(page.findings)
            \(page.functions)
            \(page.rest)
            </main>
            \(page.footer)
            <script>\(Markup(verbatim: script))</script>
            </body>
            </html>

            """
        return document.text
    }
}
