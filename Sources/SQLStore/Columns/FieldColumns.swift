public import Schemas

extension TableColumns {
  /// How one field stands in columns; found out once, as rows ask for it again and again.
  public final class FieldColumns {
    /// The field's index in the schema.
    public let index: Int
    /// The field.
    public let field: Field
    /// The position of its first column among the logical columns, from 0.
    public let position: Int
    /// Whether the value is a list.
    public let isList: Bool
    /// Whether a second column holds the local text.
    public let isDateTime: Bool
    /// Whether a further column holds the folded text.
    public let isFolded: Bool
    /// Whether the field is a reference that names records by a folded text.
    public internal(set) var namesFolded = false
    /// The temporary table of the records that are looked up by the canonical form of their text; `nil`
    /// where there are none.
    public internal(set) var forms: String?
    /// Whether it is known which records those are.
    var knowsForms = false
    /// Whether the value is sealed.
    public let isSecret: Bool
    /// Whether the value has a place of its own in the store.
    public let isStored: Bool
    /// Whether the number may have decimals.
    public let isReal: Bool
    /// The type of the value's first column.
    public let logicalType: LogicalType
    /// The type of an item of a list.
    public let itemType: LogicalType
    /// The names of its columns, in order.
    public let names: [String]

    /// - Parameter isExact: whether the column keeps every digit of a decimal number.
    init(index: Int, field: Field, position: Int, isExact: Bool) {
      self.index = index
      self.field = field
      self.position = position
      let storage = field.type.definition.storage
      isList = storage.isList
      itemType = LogicalType(field.itemType)
      var isDateTime = storage == .moment
      var isFolded = field.isFolded
      var isSecret = storage == .sealed
      var isStored = !field.isTransient
      switch field.store {
      case .dateTime, .instant, .localTime: isDateTime = true
      case .foldedColumn: isFolded = true
      case .secret: isSecret = true
      case .none: isStored = false
      case .column, .reference, .list, .array: break
      }
      self.isDateTime = isDateTime
      self.isFolded = isFolded
      self.isSecret = isSecret
      self.isStored = isStored
      let type = LogicalType(field.type)
      isReal = type == .real
      logicalType =
        isList || isDateTime || isSecret ? .text : isExact && type == .real ? .exact : type
      names =
        [field.name] + (isDateTime ? [field.name + "_local"] : [])
        + (isFolded ? [field.name + "__folded"] : [])
    }

    /// Whether the field stands in the surrogate key's column of a table.
    public func isSurrogate(of schema: TableSchema) -> Bool {
      field.store == .column(schema.store.idColumn)
    }

    /// Whether the store keeps only one of the two halves of a date-time.
    public var keepsHalf: Bool {
      switch field.store {
      case .instant, .localTime: true
      default: false
      }
    }

    /// The column that uniqueness and look-ups compare.
    public var comparedColumn: String { isFolded ? field.name + "__folded" : field.name }

    /// The type of what uniqueness and look-ups compare.
    public var comparedType: LogicalType { isFolded ? .text : logicalType }

    /// The form in which a column keeps the items of a list.
    public var arrayForm: ColumnForm {
      switch field.itemType.definition.storage {
      case .integer, .minorUnits, .decimal: .array(ofNumbers: true)
      case .truth, .date, .timeOfDay, .text, .moment, .list, .sealed: .array(ofNumbers: false)
      }
    }
  }
}
