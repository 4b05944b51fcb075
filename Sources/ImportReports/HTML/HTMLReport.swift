import Crypto
import Foundation
import ImportPipeline
import TabularCore

/// A report as one page that can be mailed, printed, and read with nothing but a browser.
///
/// First what happened and the counts, then the issues by sheet and column, then every kind of issue with
/// the rows it lies in, root causes first, and at last all issues in a list with filters. Every issue that
/// was kept is in the page: as packed JSON in blocks, of which a script reads those that are shown. Without the
/// script all but the list beyond its first issues is there.
public struct HTMLReport: ReportRenderer {
  /// `html`.
  public let name = "html"
  /// What the format is for.
  public let purpose = "a page to mail and to print, with every issue"
  /// A page is never cut.
  public let wantsAllIssues = true
  /// How many kinds have a section of their own; the list has the issues of all.
  static let maximumCauses = 150
  /// How many rows of a kind its section shows.
  static let maximumRows = 5
  /// How many issues of the list stand in the page itself, for readers without a script.
  static let listedIssues = 200
  /// How many columns have a bar.
  static let maximumBars = 25
  /// How many issues a block of the data has.
  static let blockSize = 1_000

  /// The HTML format.
  public init() {}

  /// Writes the whole page.
  public func render(_ content: ReportContent, to sink: inout some ReportSink) {
    let page = HTMLPage(content)
    let language = HTML.text(content.language.rawValue)
    let title = HTML.text(content.language.label("markdown/title"))
    let names = content.report.files.map(\.name).joined(separator: ", ")
    let policy =
      "default-src 'none'; style-src 'sha256-\(Self.digest(PageStyle.text))'; script-src"
      + " 'sha256-\(Self.digest(PageScript.text))'; base-uri 'none'; form-action 'none'"
    sink.write(
      """
      <!DOCTYPE html>
      <html lang="\(language)">
      <head>
      <meta charset="utf-8"/>
      <meta http-equiv="Content-Security-Policy" content="\(policy)"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <meta name="robots" content="noindex"/>
      <title>\(title)\(names.isEmpty ? "" : " – " + HTML.text(names, limit: 100))</title>
      <style>\(PageStyle.text)</style>
      </head>
      <body>

      """)
    page.write(to: &sink)
    PageData(page).write(to: &sink)
    sink.write("<script>\(PageScript.text)</script>\n</body>\n</html>\n")
  }

  /// The digest by which the page's own style and script are allowed, and no other.
  private static func digest(_ text: String) -> String {
    Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
  }
}
