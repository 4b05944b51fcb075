import Schemas
import TabularCore

/// The placeholders that were used.
final class PlaceholderUses {
  private var placeholders: Set<Placeholder> = []

  /// Whether a placeholder was used.
  func contains(_ placeholder: Placeholder) -> Bool { placeholders.contains(placeholder) }

  /// Notes that one is used.
  func insert(_ placeholder: Placeholder) { placeholders.insert(placeholder) }
}

/// The placeholders that a text may have where it stands.
struct PlaceholderScope {
  var config: [String]
  /// Names that are looked up, as far as they are known by then.
  var discovered: [String] = []
  /// Columns and mapped values; `nil` outside of a table.
  var columns: [String]?
  /// Names of ids of other tables.
  var ids: [String] = []
  /// Whether there is a record with an id.
  var hasRecord = false
  /// Whether there are members that differ.
  var hasChanges = false
  /// The placeholders that texts had so far, of all scopes that come from one.
  let uses = PlaceholderUses()

  /// What a name between braces stands for; `nil` for nothing.
  func placeholder(_ name: String) -> Placeholder? {
    if name == "id" { return hasRecord ? .record : nil }
    if name == "changed", hasChanges { return .changed }
    if name.hasPrefix("config.") {
      let value = String(name.dropFirst(7))
      return config.contains(value) ? .config(value) : nil
    }
    if name.hasPrefix("id.") {
      let id = String(name.dropFirst(3))
      return ids.contains(id) ? .id(id) : nil
    }
    if let columns, columns.contains(name) { return .column(name) }
    return discovered.contains(name) ? .discovered(name) : nil
  }

  /// All names that mean something.
  var names: [String] {
    config.map { "config." + $0 } + discovered + (columns ?? []) + ids.map { "id." + $0 }
      + (hasRecord ? ["id"] : []) + (hasChanges ? ["changed"] : [])
  }

  /// A scope in which a record has an id.
  var withRecord: PlaceholderScope {
    var scope = self
    scope.hasRecord = true
    return scope
  }

  /// Reads a text with placeholders in braces; `{{` and `}}` are braces.
  ///
  /// Mistakes are told at `place`.
  func template(
    _ text: String, at place: DescriptorPlace, _ findings: Findings
  ) -> Template {
    var parts: [Template.Part] = []
    var literal = ""
    var rest = text[...]
    while let character = rest.popFirst() {
      switch character {
      case "{" where rest.first == "{", "}" where rest.first == "}":
        rest.removeFirst()
        literal.append(character)
      case "}":
        findings.add(at: place, "a `}` has no `{` before it; a brace itself is written twice")
        return Template(text)
      case "{":
        guard let end = rest.firstIndex(of: "}") else {
          findings.add(at: place, "a `{` has no `}` behind it; a brace itself is written twice")
          return Template(text)
        }
        let name = String(rest[..<end])
        rest = rest[rest.index(after: end)...]
        guard !name.isEmpty else {
          findings.add(at: place, "a placeholder is empty: write a name between `{` and `}`")
          continue
        }
        guard let placeholder = placeholder(name) else {
          findings.add(
            at: place, "the placeholder `{\(printable(name))}` stands for nothing here",
            suggestion: Issue.Suggestion(nearest: names, to: name, noun: "name"))
          continue
        }
        uses.insert(placeholder)
        if !literal.isEmpty { parts.append(.text(literal)) }
        literal = ""
        parts.append(.value(placeholder))
      default: literal.append(character)
      }
    }
    if !literal.isEmpty { parts.append(.text(literal)) }
    return Template(parts: parts)
  }
}
