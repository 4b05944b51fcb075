import RecordMapping
import Schemas
import TabularCore

/// Hashes or seals the secrets of a row according to their policy: none leaves this process otherwise.
struct SecretSealing {
  let fields: TableFields
  let store: any RecordStore
  private let sealer: SecretSealer?
  private let mode: ImportOptions.Mode

  init(_ setup: SourceSetup) {
    fields = setup.fields
    store = setup.session.store
    sealer = setup.session.sealer
    mode = setup.session.options.mode
  }

  /// Hashes or seals secrets according to their policy; without a key none can be sealed.
  func sealSecrets(of row: inout PendingRow, _ issues: inout SourceIssues) throws {
    for index in fields.secrets {
      let field = fields.schema.fields[index]
      guard case .secret(let text) = row.values[index], row.given.contains(index)
      else { continue }
      // A secret leaves this process hashed or sealed, or not at all.
      if field.secretPolicy == .hash {
        if !row.isInvalid { try hashSecret(text, at: index, of: &row) }
        continue
      }
      guard field.secretPolicy == .keep else {
        throw unstorable(field, "secrets of this policy cannot be stored")
      }
      guard let sealer else {
        row.isInvalid = true
        row.errors.insert(index)
        issues.report(
          .valueSecretPolicy(.noKey, field: field.name), field: index, of: row)
        continue
      }
      guard !row.isInvalid, let key = row.key else { continue }
      if !row.creates,
        let sealed = try store.sealedSecret(
          of: fields.schema, key: row.keyValues, fieldAt: index),
        sealer.open(sealed, table: fields.schema.name, key: key, field: field.name) == text
      {
        row.changedFields.removeAll { $0 == index }
        if row.changedFields.isEmpty, row.newSourceID == nil { row.operation = .unchanged }
        row.values[index] = .secret(sealed)
        continue
      }
      guard
        let sealed = sealer.seal(
          text, table: fields.schema.name, key: key, field: field.name)
      else { throw unstorable(field, "the secret cannot be sealed") }
      row.values[index] = .secret(sealed)
    }
  }

  /// Replaces a secret by its hash; an unchanged secret keeps its stored hash.
  private func hashSecret(
    _ text: String, at index: Int, of row: inout PendingRow
  ) throws {
    let field = fields.schema.fields[index]
    // A hash of another system is what is stored.
    let isHash = HashRule.kind(of: text) != nil
    if !row.creates, let stored = try storedHash(of: row, at: index),
      isHash ? stored == text : PasswordHash.isHash(stored, of: text)
    {
      row.changedFields.removeAll { $0 == index }
      if row.changedFields.isEmpty { row.operation = .unchanged }
      row.values[index] = .secret(stored)
      return
    }
    if isHash { return }
    // A validation writes nothing, so it does not compute hashes.
    guard mode == .execute else {
      row.values[index] = .secret(PasswordHash.placeholder(field.hashing))
      return
    }
    guard let hash = PasswordHash.hash(text, field.hashing) else {
      throw unstorable(field, "the secret cannot be hashed: there is not enough memory")
    }
    row.values[index] = .secret(hash)
  }

  private func storedHash(of row: PendingRow, at index: Int) throws -> String? {
    if fields.schema.fields[index].store == .secret {
      return try store.sealedSecret(of: fields.schema, key: row.keyValues, fieldAt: index)
    }
    guard case .secret(let text)? = row.stored?.values[index] else { return nil }
    return text
  }

  private func unstorable(_ field: Field, _ reason: String) -> StoreError {
    StoreError(
      .schemaInvalid(.other(path: "\(fields.schema.name).\(field.name)", reason: reason)),
      table: fields.schema.name)
  }
}
