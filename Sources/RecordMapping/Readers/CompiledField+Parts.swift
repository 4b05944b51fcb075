public import Schemas

extension CompiledField {
  /// One of the two columns in which a date and time may be given.
  public enum Part: Sendable {
    /// The column of dates; its canonical form is `YYYY-MM-DD`.
    case date
    /// The column of times; its canonical form is `HH:MM`.
    case time
  }

  /// A reader of the cells of a part column, without constraints.
  public static func part(
    _ part: Part, of field: Field, in table: TableSchema, package: DataPackage
  ) -> CompiledField {
    var half = Field(name: field.name, type: part == .date ? .date : .time)
    half.label = field.label
    half.plain.missingValues = field.plain.missingValues
    return CompiledField(field: half, in: table, package: package, clearToken: nil)
  }

  /// The value of a date and time read from two cells, checked against the field's constraints.
  ///
  /// - Parameters:
  ///   - days: the date, in days since 1970-01-01.
  ///   - minutes: the time, in minutes since midnight, from 0.
  public func combine(
    days: Int, minutes: Int, in context: ReadingContext
  ) throws(CellProblem) -> FieldReading {
    let reader = DateTimeReader(hasZone: !field.zoneFrom.isEmpty)
    let reading = try reader.reading(days: days, minutes: minutes, in: context)
    return try constraints.checked(
      reading, text: reading.value.description, currency: context.currency)
  }
}
