import JSONText
package import TabularCore

/// Collects the mistakes of a package while its descriptors are read.
package final class Findings {
  private var found: [Issue] = []
  private let firstFile: String
  /// The tables whose schema could not be read: what refers to them is no mistake of its own.
  package var unreadTables: Set<String> = []

  /// No mistakes yet; those of `firstFile` will come first.
  package init(firstFile: String) { self.firstFile = firstFile }

  /// The mistakes in the order of the files, then of their lines.
  package var issues: [Issue] {
    var files = [firstFile]
    for issue in found {
      if let file = issue.location.file, !files.contains(file) { files.append(file) }
    }
    func place(_ issue: Issue) -> (Int, Int) {
      (
        issue.location.file.flatMap { files.firstIndex(of: $0) } ?? 0, issue.location.row ?? 0
      )
    }
    return found.enumerated().sorted { left, right in
      let (a, b) = (place(left.element), place(right.element))
      return a == b ? left.offset < right.offset : a < b
    }.map(\.element)
  }

  /// Adds a mistake of any code of the area `schema`.
  package func add(
    _ content: IssueContent, at place: DescriptorPlace, severity: Severity = .error,
    suggestion: Issue.Suggestion? = nil
  ) {
    var location = IssueLocation(
      .schema, file: place.file, part: place.pointer, table: place.table, row: place.line,
      field: place.field)
    location.lineColumn = place.column
    found.append(
      Issue(content, severity: severity, at: location, suggestion: suggestion))
  }

  /// Adds a mistake that has only a sentence.
  ///
  /// - Parameter reason: what is wrong, a sentence without a period.
  package func add(
    at place: DescriptorPlace, severity: Severity = .error, _ reason: String,
    suggestion: Issue.Suggestion? = nil
  ) {
    add(
      .schemaInvalid(.other(path: place.subject, reason: reason)), at: place, severity: severity,
      suggestion: suggestion)
  }

  /// Adds a mistake about a name that refers to nothing.
  package func addMissing(
    _ name: String, at place: DescriptorPlace, path: String, among names: some Sequence<String>,
    of table: String? = nil
  ) {
    guard !unreadTables.contains(table ?? name) else { return }
    add(
      .schemaInvalid(
        .unknownName(path: path, value: (table.map { $0 + "." } ?? "") + name)),
      at: place, suggestion: Issue.Suggestion(nearest: names, to: name, noun: "name"))
  }
}

/// A place in a descriptor: file, line and JSON pointer.
package struct DescriptorPlace: Sendable {
  /// The file's path relative to the package's folder.
  package var file: String
  /// The line, from 1.
  package var line: Int
  /// The column in that line, in characters, from 1; `nil` for the file as a whole.
  package var column: Int?
  /// The table it is about.
  package var table: String?
  /// The field it is about.
  package var field: String?
  /// The path from the file to the place; it becomes a text only when a mistake is reported.
  private var way: Step?

  /// A member or item below another.
  private final class Step: Sendable {
    let name: String
    let above: Step?

    init(_ name: String, below above: Step?) {
      self.name = name
      self.above = above
    }
  }

  /// A line of a file as a whole.
  package init(file: String, line: Int) {
    self.file = file
    self.line = line
  }

  /// The JSON pointer (RFC 6901), `/fields/3`; empty for the whole file.
  package var pointer: String {
    var names: [String] = []
    var step = way
    while let current = step {
      names.append("/" + pointerToken(current.name))
      step = current.above
    }
    return names.reversed().joined()
  }

  /// What the place is about, for messages: `table.field`, the table, or the file.
  package var subject: String {
    guard let table else { return file }
    return field.map { "\(table).\($0)" } ?? table
  }

  /// The place of a member or item below this one.
  package func child(_ name: String, line: Int, column: Int?) -> DescriptorPlace {
    var place = self
    place.column = column
    place.way = Step(name, below: way)
    place.line = line
    return place
  }
}
