import RecordMapping
import Schemas

/// The references of rows read by columns to rows of the same table, by one field.
///
/// They are resolved when all rows are known. The texts are kept together, without an object for each.
struct OwnReferences {
  /// The referring field, by index.
  let field: Int
  private var ordinals: [Int32] = []
  private var texts = KeyIndex()

  /// No references.
  init(field: Int) { self.field = field }

  /// Notes what a row names.
  mutating func append(_ ordinal: Int, _ text: UnsafeRawBufferPointer) {
    ordinals.append(Int32(truncatingIfNeeded: ordinal))
    texts.append(text)
  }

  /// Notes what the rows of a batch name.
  ///
  /// - Parameter column: the place of the field in the batch.
  mutating func append(_ batch: StagedBatch, column: Int) {
    let pool = batch.pool(ofColumn: column)
    var next = 0
    batch.forEachValue(ofColumn: column) { value, arena in
      let ordinal = batch.rows[next].ordinal
      next += 1
      switch value.kind {
      case .text:
        append(
          ordinal,
          UnsafeRawBufferPointer(rebasing: arena[value.offset..<value.offset + value.length]))
      case .pooled:
        guard case .text(var text) = pool[value.place] else { return }
        text.withUTF8 { append(ordinal, UnsafeRawBufferPointer($0)) }
      default: break
      }
    }
  }

  /// Gives the ordinal of each row that names another, and the text.
  func forEach(_ body: (Int, UnsafeRawBufferPointer) -> Void) {
    for (place, ordinal) in ordinals.enumerated() {
      texts.withKey(ofRow: place) { body(Int(ordinal), $0) }
    }
  }
}

/// The references of a table that are resolved when its rows are known.
struct LateReferences {
  /// Those of rows read cell by cell.
  var deferred: [DeferredReference] = []
  /// Those of rows read by columns.
  var own: [OwnReferences] = []

  /// Adds the references of another source.
  mutating func append(_ others: LateReferences) {
    deferred += others.deferred
    own += others.own
  }

  /// The fields that refer.
  var fields: Set<Int> { Set(deferred.map(\.field)).union(own.map(\.field)) }
}

extension TableFields {
  private static let textTypes: Set<FieldType> = [.string, .code, .plainString]

  /// The references to the table itself by one key, a text, and nothing else.
  var ownReferences: Set<Int> {
    deferred.filter { index in
      let references = referencing.filter { $0.field == index }.map(\.reference)
      guard references.count == 1, let reference = references.first,
        reference.table == schema.name, schema.naturalKey == [reference.targetField],
        let target = schema.fieldIndex(named: reference.targetField)
      else { return false }
      return reference.with.isEmpty && reference.requirements.isEmpty
        && reference.alternatives.allSatisfy(\.within.isEmpty)
        && Self.textTypes.contains(schema.fields[index].type)
        && Self.textTypes.contains(schema.fields[target].type)
        && schema.fields[index].defaultValue == nil && !identityFields.contains(index)
    }
  }
}
