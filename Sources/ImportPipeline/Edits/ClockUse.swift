import Schemas
import TabularCore

/// What SQL of a schema may ask besides rows: two runs with other answers may find something else in the same rows.
enum ClockUse: Comparable {
  case none
  /// The day.
  case day
  /// The time.
  case moment
  /// A number by chance.
  case chance

  /// What some SQL asks, taken by its words alone: more rather than less.
  init(of texts: some Sequence<String>) {
    var use = ClockUse.none
    for text in texts {
      for (word, asked) in Self.words
      where asked > use && text.contains(ascii: word, ignoringCase: true) {
        use = asked
      }
    }
    self = use
  }

  /// The words that ask for something.
  private static let words: [(StaticString, ClockUse)] = [
    ("random", .chance), ("_now", .moment), ("'now", .moment), ("current_", .moment),
    ("julianday", .moment), ("unixepoch", .moment), ("_today", .day),
  ]

  /// The part of a clock that is asked for; none where none is.
  ///
  /// - Parameter now: UTC, `YYYY-MM-DDTHH:MM:SSZ`.
  func part(of now: String) -> String {
    switch self {
    case .none: ""
    case .day: String(now.prefix(10))
    case .moment, .chance: now
    }
  }

  /// What SQL about single rows of a table asks.
  init(ofRowsOf table: TableSchema) {
    var texts: [String] = []
    for rule in table.rules {
      guard case .row(let condition) = rule.scope else { continue }
      texts.append(condition)
      if case .expression(let place) = rule.place { texts.append(place) }
      texts += rule.arguments.values
    }
    for field in table.fields {
      if case .expression(let value) = field.defaultValue { texts.append(value) }
      if let condition = field.requiredIf?.condition { texts.append(condition) }
    }
    self.init(of: texts)
  }
}
