import ImportPipeline
import RecordMapping
import Schemas

/// Replaces the values of a field: all of them where they are about a person, else those that have a word of
/// a personal value in them.
///
/// Equal values of fields of a kind get equal pseudonyms, so that records still refer to each other by them.
final class FieldMask {
  let field: Field
  let kind: Masking
  /// Whether every value is replaced.
  let replacesAll: Bool
  /// Whether no two values may become one: the field belongs to a key.
  let isKey: Bool
  /// How many pseudonyms have a token of a personal value, since there was no other of their form.
  private(set) var unavoidable = 0
  /// How many values were replaced.
  private(set) var replaced = 0

  private let table: String
  private let compiled: CompiledField
  private let given: GivenPseudonyms
  private var draws: KeyedDraws
  private var known: [String: String] = [:]
  private var literals: [String: [Bool]] = [:]

  /// Values of so many different texts are remembered at most: there are fewer names than that in most places.
  private static let mostKnown = 100_000
  /// After so many attempts a pseudonym may have a token; after the last there is none.
  private static let carefulAttempts = 64
  private static let mostAttempts = 4_096

  init(
    _ field: Field, of table: TableSchema, in package: DataPackage, key: ScrambleKey,
    given: GivenPseudonyms
  ) {
    self.field = field
    self.table = table.name
    self.given = given
    kind = Masking(of: field)
    // An address is never kept: a copy must not write to anybody.
    replacesAll = field.privacy != .none || kind == .email
    isKey =
      field.constraints.isUnique(field.name, in: table)
      || package.tables.contains { other in
        other.references.contains { $0.table == table.name && $0.targetField == field.name }
      } || field.type.definition.storage.isList
    compiled = CompiledField(field: field, in: table, package: package, clearToken: nil)
    draws = KeyedDraws(key, kind: kind.domain)
  }

  /// Whether the words of its values are personal.
  var hasPersonalTokens: Bool { field.privacy == .personal && kind.hasTokens }

  /// Whether a value has a form that allows no other, such as a word of a list.
  func isClosed(_ text: String) -> Bool {
    field.constraints.pattern != nil && kind == .text
      && !ShapedText.varies(text, except: literals(of: text))
  }

  /// The text that stands for another.
  func masked(_ text: String, _ tokens: PersonalTokens) throws(DataCareError) -> String {
    guard kind != .kept, !text.isEmpty else { return text }
    if let known = known[text] { return known }
    let result = try newMasked(text, tokens)
    if result != text { replaced += 1 }
    // Keys are seldom asked for again.
    guard !isKey || !replacesAll else { return result }
    if known.count >= Self.mostKnown { known.removeAll(keepingCapacity: true) }
    known[text] = result
    return result
  }

  private func newMasked(
    _ text: String, _ tokens: PersonalTokens
  ) throws(DataCareError) -> String {
    if !replacesAll {
      guard kind.hasTokens else { return text }
      if !tokens.occur(in: text, looksInside: !isKey) {
        guard isKey else { return text }
        let plain = PersonalTokens.plain(text)
        if try claim(plain, for: plain) { return text }
      } else if !isKey, let neutral = kind.neutral(for: text, field) {
        return neutral
      }
    }
    return try pseudonym(of: text, tokens)
  }

  // MARK: Pseudonyms

  private func pseudonym(
    of text: String, _ tokens: PersonalTokens
  ) throws(DataCareError) -> String {
    if let neutral = kind.replacement { return neutral }
    var mask = literals(of: text)
    guard kind != .text || ShapedText.varies(text, except: mask) else { return text }
    let plain = PersonalTokens.plain(text)
    let checks = kind == .text ? CheckDigits.holding(for: Array(text.utf8)) : []
    for attempt in 0..<Self.mostAttempts {
      if attempt == 0 { draws.begin(plain, attempt: 0) } else { draws.again(attempt: attempt) }
      if attempt == Self.carefulAttempts { mask = freshLiterals(of: text) }
      let made = kind.text(for: text, literals: mask, checks: checks, &draws)
      let isPlain = !tokens.occur(inPlain: made.drawn)
      guard isPlain || attempt >= Self.carefulAttempts, isUsable(made.text, insteadOf: text)
      else { continue }
      if isKey, try !claim(PersonalTokens.plain(made.text), for: plain) { continue }
      if !isPlain { unavoidable += 1 }
      return made.text
    }
    throw .noPseudonym(table: table, field: field.name)
  }

  private func isUsable(_ text: String, insteadOf original: String) -> Bool {
    guard text != original else { return false }
    guard kind.isChecked(text, field) else { return true }
    guard let reading = try? compiled.checkText(text) else { return false }
    switch reading.value {
    case .list(let items): return items.count == 1 && items[0].description == text
    case let value: return value.description == text
    }
  }

  private func claim(_ text: [UInt8], for owner: [UInt8]) throws(DataCareError) -> Bool {
    do {
      return try given.claim(hash(text), for: hash(owner))
    } catch {
      throw .store(error)
    }
  }

  private func hash(_ bytes: [UInt8]) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ kind.seed
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    hash ^= hash >> 32
    hash &*= 0xD6E8_FEB8_6659_FD93
    return hash ^ hash >> 32
  }

  // MARK: Literals

  /// The characters that the field's pattern does not let vary.
  private func literals(of text: String) -> [Bool]? {
    guard kind == .text, field.constraints.pattern != nil else { return nil }
    let shape = ShapedText.shape(of: text)
    if let known = literals[shape] { return known }
    let found = freshLiterals(of: text)
    if literals.count < Self.mostKnown { literals[shape] = found }
    return found
  }

  private func freshLiterals(of text: String) -> [Bool]? {
    guard kind == .text, field.constraints.pattern != nil else { return nil }
    let scalars = Array(text.unicodeScalars)
    return scalars.indices.map { index in
      let others = ShapedText.others(than: scalars[index])
      guard !others.isEmpty else { return false }
      return !others.contains { other in
        var changed = scalars
        changed[index] = other
        var view = String.UnicodeScalarView()
        view.append(contentsOf: changed)
        return (try? compiled.checkText(String(view))) != nil
      }
    }
  }
}

extension Constraints {
  /// Whether a field belongs to a key of its table.
  fileprivate func isUnique(_ name: String, in table: TableSchema) -> Bool {
    table.naturalKey.contains(name) || table.uniqueKeys.contains { $0.contains(name) }
  }
}
