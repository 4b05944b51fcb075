public import TabularCore

/// A page of headings, tables and lines, which is written as Markdown or HTML.
public struct MigrationPage: Sendable {
  /// A part of the page.
  public struct Section: Sendable {
    /// The heading.
    public var title: String
    /// The headings of the table; empty for a section of lines.
    public var columns: [String] = []
    /// The rows of the table.
    public var rows: [[String]] = []
    /// Lines below the heading.
    public var lines: [String] = []
  }

  /// The title.
  public var title: String
  /// The language of the words.
  public var language: Language
  /// Lines below the title.
  public var lines: [String]
  /// The parts.
  public var sections: [Section]

  // MARK: Markdown

  /// The page as Markdown.
  public var markdown: String {
    var text = "# \(Self.markdown(title))\n"
    for line in lines { text += "\n\(Self.markdown(line))\n" }
    for section in sections {
      text += "\n## \(Self.markdown(section.title))\n\n"
      for line in section.lines { text += "- \(Self.markdown(line))\n" }
      guard !section.columns.isEmpty else { continue }
      // A table right after a list would be part of it.
      if !section.lines.isEmpty { text += "\n" }
      text += "| " + section.columns.map(Self.markdown).joined(separator: " | ") + " |\n"
      text += "|" + String(repeating: "---|", count: section.columns.count) + "\n"
      for row in section.rows {
        text += "| " + row.map(Self.markdown).joined(separator: " | ") + " |\n"
      }
    }
    return text
  }

  /// A text whose characters mean themselves.
  private static func markdown(_ text: String) -> String {
    escapedMarkup(printable(text, limit: 2_000))
  }

  // MARK: HTML

  /// The page as HTML, whole in itself: it loads nothing and runs nothing.
  public var html: String {
    var text = """
      <!DOCTYPE html>
      <html lang="\(language.rawValue)">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(Self.html(title))</title>
      <style>\(Self.style)</style>
      </head>
      <body>
      <main>
      <h1>\(Self.html(title))</h1>

      """
    for line in lines { text += "<p>\(Self.html(line))</p>\n" }
    for section in sections {
      text += "<section>\n<h2>\(Self.html(section.title))</h2>\n"
      if !section.lines.isEmpty {
        text += "<ul>\n"
        for line in section.lines { text += "<li>\(Self.html(line))</li>\n" }
        text += "</ul>\n"
      }
      if !section.columns.isEmpty {
        text += "<div class=\"wide\" tabindex=\"0\"><table>\n<thead><tr>"
        text += section.columns.map { "<th scope=\"col\">\(Self.html($0))</th>" }.joined()
        text += "</tr></thead>\n<tbody>\n"
        for row in section.rows {
          text += "<tr>" + row.map { "<td>\(Self.html($0))</td>" }.joined() + "</tr>\n"
        }
        text += "</tbody>\n</table></div>\n"
      }
      text += "</section>\n"
    }
    return text + "</main>\n</body>\n</html>\n"
  }

  private static let style = """
    body{font:16px/1.5 system-ui,sans-serif;margin:0;color:#1b1b1b;background:#fff}
    main{max-width:70rem;margin:0 auto;padding:1.5rem}
    h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}
    .wide{overflow-x:auto}table{border-collapse:collapse;min-width:40%}
    th,td{border-bottom:1px solid #bbb;padding:.35rem .8rem;text-align:left;vertical-align:top}
    th{background:#f0f0f0}
    """

  private static func html(_ text: String) -> String {
    var result = ""
    for character in printable(text, limit: 2_000) {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.append(character)
      }
    }
    return result
  }
}
