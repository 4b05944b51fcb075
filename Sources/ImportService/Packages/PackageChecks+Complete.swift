import RecordMapping
import SQLiteStore
public import Schemas
import TabularCore

extension PackageChecks {
  /// All checks: examples and defaults are read as cells would be, and rules are compiled by SQLite.
  ///
  /// An import goes without them: it compiles the rules that it runs, and reads no example.
  public static let complete = PackageChecks(
    checkText: { text, field, table, package in
      let compiled = CompiledField(field: field, in: table, package: package)
      do throws(CellProblem) {
        _ = try compiled.checkText(text, in: PackageChecks.context(of: field, table, package))
        return nil
      } catch {
        return IssueCatalog.definition(of: error.code).map {
          MessageTemplate($0.message(variant: error.content.variant, in: .english))
            .filled(with: error.content.arguments)
        } ?? error.code.rawValue
      }
    },
    compileRule: { rule, table, package in
      RowRuleCompiler.compileError(of: rule, in: table, package: package)
    })

  /// What an example is read in: the examples of the fields that the reading depends on.
  private static func context(
    of field: Field, _ table: TableSchema, _ package: DataPackage
  ) -> ReadingContext {
    var context = ReadingContext()
    let countries = field.countryFrom.lazy.compactMap { example(at: $0, table, package) }
    context.country = countries.first ?? package.defaultCountry
    context.zone = field.zoneFrom.lazy.compactMap { example(at: $0, table, package) }.first ?? "UTC"
    context.currency = field.currencyField.flatMap {
      example(at: FieldPath(field: $0), table, package)
    }
    if field.dateFrom != nil { context.date = 20_000 }
    return context
  }

  /// The example of the field that a path leads to.
  private static func example(
    at path: FieldPath, _ table: TableSchema, _ package: DataPackage
  ) -> String? {
    var table = table
    for step in path.references {
      guard let reference = table.reference(from: step),
        let parent = package.table(named: reference.table)
      else { return nil }
      table = parent
    }
    return table.field(named: path.field)?.example
  }
}
