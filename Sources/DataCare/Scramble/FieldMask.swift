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
  /// How many values were replaced.
  private(set) var replaced = 0
  /// How many of them by one that has a token of a personal value, since there was no other of its form.
  private(set) var unavoidable = 0

  /// What stands for a value.
  private struct Pseudonym {
    var text: String
    /// Whether it has a token of a personal value.
    var hasToken = false
  }

  private let table: String
  private let compiled: CompiledField
  private let byteReader: FieldByteReader?
  private let seed: UInt64
  private let given: GivenPseudonyms
  // Nothing that is called while one of these changes comes back here.
  @exclusivity(unchecked) private var draws: KeyedDraws
  @exclusivity(unchecked) private var known = KnownTexts<Pseudonym>()
  /// The value in lower case, and what was drawn for it: both use their memory again.
  @exclusivity(unchecked) private var plain: [UInt8] = []
  @exclusivity(unchecked) private var made = DrawnText()
  @exclusivity(unchecked) private var literals = KnownShapes()

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
    byteReader = compiled.makeByteReader(countsFrom1904: false)
    seed = kind.seed
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
    let result = try found(text, tokens)
    if result.text != text { replaced += 1 }
    if result.hasToken { unavoidable += 1 }
    return result.text
  }

  private func found(
    _ text: String, _ tokens: PersonalTokens
  ) throws(DataCareError) -> Pseudonym {
    // Keys are seldom asked for again.
    guard !isKey || !replacesAll else { return try new(text, tokens) }
    if let known = known.value(for: text) { return known }
    let result = try new(text, tokens)
    known.keep(result, for: text)
    return result
  }

  private func new(
    _ text: String, _ tokens: PersonalTokens
  ) throws(DataCareError) -> Pseudonym {
    PersonalTokens.plain(text, into: &plain)
    if !replacesAll {
      guard kind.hasTokens else { return Pseudonym(text: text) }
      if !tokens.occur(inPlain: plain), isKey || !tokens.occur(inside: text) {
        guard isKey else { return Pseudonym(text: text) }
        let owner = hash(plain)
        if try claim(owner, for: owner) { return Pseudonym(text: text) }
      } else if !isKey, let neutral = kind.neutral(for: text, field) {
        return Pseudonym(text: neutral)
      }
    }
    return try pseudonym(of: text, tokens)
  }

  // MARK: Pseudonyms

  /// The pseudonym of a text whose form in lower case is in `plain`.
  private func pseudonym(
    of text: String, _ tokens: PersonalTokens
  ) throws(DataCareError) -> Pseudonym {
    if let neutral = kind.replacement { return Pseudonym(text: neutral) }
    var mask = literals(of: text)
    guard kind != .text || ShapedText.varies(text, except: mask) else {
      return Pseudonym(text: text)
    }
    let checks = kind == .text ? CheckDigits.holding(for: text) : []
    let owner = isKey ? hash(plain) : 0
    draws.begin(plain, attempt: 0)
    for attempt in 0..<Self.mostAttempts {
      if attempt > 0 { draws.again(attempt: attempt) }
      if attempt == Self.carefulAttempts, mask != nil { mask = freshLiterals(of: text) }
      kind.draw(for: text, literals: mask, checks: checks, &draws, into: &made)
      let isPlain = !tokens.occur(inPlain: made.drawn)
      guard isPlain || attempt >= Self.carefulAttempts else { continue }
      let result = made.text
      guard isUsable(result, insteadOf: text) else { continue }
      if isKey {
        PersonalTokens.plain(result, into: &plain)
        guard try claim(hash(plain), for: owner) else { continue }
      }
      return Pseudonym(text: result, hasToken: !isPlain)
    }
    throw .noPseudonym(table: table, field: field.name)
  }

  private func isUsable(_ text: String, insteadOf original: String) -> Bool {
    guard text != original else { return false }
    guard kind.isChecked(text, field) else { return true }
    // What is drawn is a value as it stands in most cases, which bytes tell fast.
    if let byteReader, made.bytes.withUnsafeBytes(byteReader.takesAsSpelt) { return true }
    guard let reading = try? compiled.checkText(text) else { return false }
    switch reading.value {
    case .list(let items): return items.count == 1 && items[0].description == text
    case let value: return value.description == text
    }
  }

  private func claim(_ pseudonym: UInt64, for owner: UInt64) throws(DataCareError) -> Bool {
    do {
      return try given.claim(pseudonym, for: owner)
    } catch {
      throw .store(error)
    }
  }

  private func hash(_ bytes: [UInt8]) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ seed
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    hash ^= hash >> 32
    hash &*= 0xD6E8_FEB8_6659_FD93
    return hash ^ hash >> 32
  }

  // MARK: Literals

  /// The characters that the field's pattern does not let vary.
  private func literals(of text: String) -> [Bool]? {
    guard kind == .text, field.constraints.pattern != nil else { return nil }
    if let known = literals.literals(of: text) { return known }
    let found = freshLiterals(of: text)
    literals.keep(found, of: text)
    return found
  }

  private func freshLiterals(of text: String) -> [Bool] {
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
