import Foundation

/// A page of the documentation, read from the checkout.
public struct MarkdownPage {
  /// The path in the checkout: `Sources/Schemas/Schemas.docc/WritingAPackage.md`.
  public let path: String
  /// The page's text.
  public let text: String

  /// Reads a page of the checkout.
  public init(_ path: String) throws {
    self.path = path
    text = try String(contentsOfFile: Repository.path(of: path), encoding: .utf8)
  }

  /// The README, the changelog, every page of a library, and those beside the templates.
  public static func all() throws -> [MarkdownPage] {
    let pages = try ["Sources", "Templates"].flatMap { folder in
      try FileManager.default.subpathsOfDirectory(atPath: Repository.path(of: folder))
        .filter { $0.hasSuffix(".md") && (folder != "Sources" || $0.contains(".docc/")) }
        .map { folder + "/" + $0 }
    }
    return try (["README.md", "CHANGELOG.md"] + pages.sorted()).map(MarkdownPage.init)
  }

  /// The lines of the fenced blocks in a language, block by block.
  public func blocks(in language: String) -> [[String]] {
    var blocks: [[String]] = []
    var open: String?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        open = open == nil ? String(line.dropFirst(3)) : nil
        if open == language { blocks.append([]) }
      } else if open == language {
        blocks[blocks.count - 1].append(String(line))
      }
    }
    return blocks
  }

  /// The text without its fenced blocks.
  public var prose: String {
    var isInside = false
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
      guard line.hasPrefix("```") else { return !isInside }
      isInside.toggle()
      return false
    }
    return lines.joined(separator: "\n")
  }

  /// What stands between back-quotes in the prose.
  public var codeSpans: [String] {
    prose.split(separator: "\n").flatMap { line in
      line.replacing("``", with: "`").split(separator: "`", omittingEmptySubsequences: false)
        .enumerated().filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
    }
  }
}
