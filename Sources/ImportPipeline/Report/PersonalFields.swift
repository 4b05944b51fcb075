public import Schemas
import Synchronization
public import TabularCore

/// Where a package's personal values can occur: in fields, in keys, in arguments of its rules.
///
/// The package marks some fields as personal. Other fields that identify the same people are
/// personal too, and so are references to those.
public struct PersonalFields: Sendable {
  private var fields: [String: Set<String>] = [:]
  private var keys: [String: [String]] = [:]
  private let arguments: RuleArguments

  /// No personal fields.
  public init() { arguments = RuleArguments([], names: []) }

  /// The personal fields of a package.
  public init(_ package: DataPackage) {
    for table in package.tables {
      keys[table.name] = table.naturalKey
      fields[table.name] = Set(table.fields.filter { $0.privacy == .personal }.map(\.name))
    }
    var isComplete = false
    while !isComplete {
      isComplete = true
      for table in package.tables {
        let known = fields[table.name] ?? []
        var more = table.identities.filter { !known.isDisjoint(with: $0.fields) }.flatMap(\.fields)
        more += table.references.filter { reference in
          fields[reference.table]?.contains(reference.targetField) == true
        }.map(\.field)
        // The field that a personal reference looks up identifies people too.
        for reference in table.references where known.contains(reference.field) {
          if fields[reference.table, default: []].insert(reference.targetField).inserted {
            isComplete = false
          }
        }
        if !known.isSuperset(of: more) {
          fields[table.name, default: []].formUnion(more)
          isComplete = false
        }
      }
    }
    arguments = RuleArguments(
      package.tables.flatMap(\.rules),
      names: fields.values.reduce(into: Set<String>()) { $0.formUnion($1) })
  }

  /// Whether a field of a table is personal.
  public func contains(_ field: String?, of table: String?) -> Bool {
    guard let field, let table else { return false }
    return fields[table]?.contains(field) == true
  }

  /// Which parts of a table's key are personal.
  public func keyParts(of table: String?) -> [Bool] {
    guard let table else { return [] }
    return (keys[table] ?? []).map { contains($0, of: table) }
  }

  /// The arguments of a rule's messages that may hold personal values; `nil` for a code without rules.
  public func arguments(of code: IssueCode) -> Set<String>? {
    arguments.of(code)
  }
}

/// The arguments of rules that may hold personal values, found when a message of the rule is first told.
private final class RuleArguments: Sendable {
  private let rules: [IssueCode: [Rule]]
  private let names: Set<String>
  private let found = Mutex<[IssueCode: Set<String>]>([:])

  init(_ rules: [Rule], names: Set<String>) {
    self.rules = Dictionary(grouping: rules, by: \.code)
    self.names = names
  }

  func of(_ code: IssueCode) -> Set<String>? {
    guard let rules = rules[code] else { return nil }
    return found.withLock { found in
      if let known = found[code] { return known }
      let arguments = rules.reduce(into: Set<String>()) { $0.formUnion(self.arguments(of: $1)) }
      found[code] = arguments
      return arguments
    }
  }

  private func arguments(of rule: Rule) -> Set<String> {
    var found = Set(
      rule.arguments.filter { Self.words(of: $0.value).contains(where: names.contains) }.keys)
    if case .set(let query, _) = rule.scope { found.formUnion(Self.aliases(in: query, of: names)) }
    return found
  }

  /// The names that a query gives to what it computes from some columns, directly or through other
  /// names.
  private static func aliases(in query: String, of columns: Set<String>) -> Set<String> {
    var parts: [(name: String, words: Set<String>)] = []
    // The text before `AS`, back to the comma or SELECT before it.
    var words: Set<String> = []
    var isNext = false
    var depth = 0
    var selects: [Int] = []
    for token in tokens(of: query) {
      switch token.uppercased() {
      case "(": depth += 1
      case ")":
        depth -= 1
        while let last = selects.last, last > depth { selects.removeLast() }
      case "SELECT":
        selects.append(depth)
        words = []
      case ",": if depth == selects.last ?? 0 { words = [] }
      case "AS": isNext = true
      default:
        if isNext {
          parts.append((token, words))
          words = []
        } else {
          words.insert(token)
        }
      }
      if token.uppercased() != "AS" { isNext = false }
    }
    var found: Set<String> = []
    var isComplete = false
    while !isComplete {
      let more = parts.filter {
        !$0.words.isDisjoint(with: columns) || !$0.words.isDisjoint(with: found)
      }.map(\.name)
      isComplete = found.isSuperset(of: more)
      found.formUnion(more)
    }
    return found
  }

  private static func words(of expression: String) -> [String] {
    tokens(of: expression).filter { !"(),".contains($0) }
  }

  /// The names, commas and parentheses of a query, without the texts in quotes.
  private static func tokens(of query: String) -> [String] {
    var tokens: [String] = []
    var word: [UInt8] = []
    var isQuoted = false
    for byte in query.utf8 + [UInt8(ascii: " ")] {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"),
        0x80... where !isQuoted:
        word.append(byte)
        continue
      default: break
      }
      if !word.isEmpty { tokens.append(String(decoding: word, as: UTF8.self)) }
      word.removeAll(keepingCapacity: true)
      switch byte {
      case UInt8(ascii: "'"): isQuoted.toggle()
      case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","):
        if !isQuoted { tokens.append(String(Unicode.Scalar(byte))) }
      default: break
      }
    }
    return tokens
  }
}
