import Schemas
import TabularCore

/// What may be typed into a field's cells, in words.
struct FieldFormat {
  private let field: Field
  private let phrases: TemplatePhrases

  init(_ field: Field, _ phrases: TemplatePhrases) {
    self.field = field
    self.phrases = phrases
  }

  /// The words for the field, limits included.
  var text: String {
    var parts: [String] = []
    let separator = field.type.definition.template(of: field).separator
    if let mark = separator {
      parts.append(phrases.list(of: words(field.itemType), mark: mark))
    } else if field.readsMinutes {
      parts.append(phrases.minutes)
    } else {
      parts.append(words(field.type))
    }
    let constraints = field.constraints
    if let words = constraints.patternWords { parts.append(phrases.plain(words)) }
    if let longest = constraints.maximumLength {
      parts.append(
        separator != nil ? phrases.atMostItems(longest) : phrases.atMostCharacters(longest))
    }
    if let limits = limits { parts.append(limits) }
    return parts.joined(separator: ", ")
  }

  private var limits: String? {
    let constraints = field.constraints
    let lower = constraints.minimum ?? constraints.exclusiveMinimum
    let upper = constraints.maximum ?? constraints.exclusiveMaximum
    switch (lower, upper) {
    case (let lower?, let upper?): return phrases.between(lower, upper)
    case (let lower?, nil): return phrases.atLeast(lower)
    case (nil, let upper?): return phrases.atMost(upper)
    case (nil, nil): return nil
    }
  }

  private func words(_ type: FieldType) -> String {
    phrases.words(type.definition.template(of: field).words)
  }
}
