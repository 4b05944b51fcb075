import Schemas
import TabularCore

/// The note at a header: what belongs into the column, in a few short lines.
struct HeaderNote {
  let field: Field
  let table: TableSchema
  let package: DataPackage
  let phrases: TemplatePhrases

  /// Values listed in a note; longer lists are on the `Lists` sheet.
  private static let listedValues = 12

  /// The lines: need, meaning, format, values, limits, reference, default, example.
  var text: String {
    var lines = [need]
    let meaning = phrases.plain(field.description, of: table)
    if !meaning.isEmpty { lines.append(meaning) }
    lines.append("")
    if !field.type.definition.properties.contains(.values) {
      lines.append(phrases.line(phrases.format, FieldFormat(field, phrases).text))
    }
    let values = field.enumValues.map { $0.shown(in: phrases.language) }
    if !values.isEmpty {
      let shown = values.prefix(Self.listedValues).joined(separator: ", ")
      lines.append(
        phrases.line(phrases.allowed, values.count > Self.listedValues ? shown + ", …" : shown))
    }
    if let reference = table.reference(from: field.name) {
      let title = package.table(named: reference.table)?.title ?? LocalizedText(reference.table)
      lines.append(phrases.line(phrases.refersTo, title.text(in: phrases.language)))
    }
    if case .text(let text) = field.defaultValue {
      lines.append(phrases.line(phrases.whenBlank, field.shownText(text, phrases)))
    }
    if let example = field.shownExample(phrases), !example.isEmpty {
      lines.append(phrases.line(phrases.example, example))
    }
    return lines.joined(separator: "\n")
  }

  /// Whether the column must be filled, and when.
  private var need: String {
    if table.mustFill(field) { return phrases.required }
    if let identity = table.identity(of: field), identity.fields.count > 1 {
      let labels = identity.fields.compactMap { table.field(named: $0)?.label }
      return phrases.oneOf(labels.map { $0.text(in: phrases.language) })
    }
    if let condition = field.requiredIf {
      return phrases.requiredWhen(phrases.plain(condition.reason, of: table))
    }
    return phrases.optional
  }
}
