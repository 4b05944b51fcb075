import Foundation
import Schemas
import TabularCore

/// How the workbooks of another system are filled in from the tables of a package: the file
/// `emit/NAME.json` beside the package's descriptors.
struct EmissionProfile: Decodable {
  /// A workbook, or two of the same form.
  struct Workbook: Decodable {
    /// The file's name.
    var file: String
    /// The file of records that the other system has already; `nil` where all are in one.
    var knownFile: String?
    /// The kind of identifiers that says which records it has.
    var knownBy: String?
    var sheets: [Sheet]
    /// The kinds of codes that the sheet `Legend` explains.
    var legend: [String]?
  }

  /// A sheet that lists records.
  struct Sheet: Decodable {
    var name: String
    /// The tables whose records are listed, in order.
    var tables: [String]
    /// Values that a record must have to be listed, by field; others are told.
    var where_: [String: [String]]?
    /// The fields that this sheet need not show, because another one does or the other system has them
    /// from elsewhere.
    var covered: [String]?
    /// The sheet before it that lists what the records belong to; a record of which it lists nothing is told.
    var belongsTo: Owner?
    /// The place of the column that names a record once, from 0; a second record of the name is told.
    var uniqueColumn: Int?
    var columns: [Column]

    enum CodingKeys: String, CodingKey {
      case name, tables, covered, belongsTo, uniqueColumn, columns
      case where_ = "where"
    }
  }

  /// The record that a record belongs to.
  struct Owner: Decodable {
    var sheet: String
    /// The field that refers to it.
    var field: String
  }

  /// A column of a sheet.
  struct Column: Decodable {
    var header: String
    /// The field; where tables differ, `fields` names it by table.
    var field: String?
    var fields: [String: String]?
    /// The kind of codes that values become.
    var map: String?
    /// Whether the codes are whole numbers.
    var isNumeric: Bool?
    /// Whether a record without a value is told and left out.
    var isRequired: Bool?
    /// Whether the other system demands a value that nobody can tell: the column stays blank, which is told.
    var isForPeople: Bool?
    /// How dates are written: `dd/mm/yyyy hh:mm` or `dd/mm/yyyy`.
    var format: String?
    /// What values become, by what they are.
    var values: [String: String]?
    /// What stands between the items of a list.
    var separator: String?
    /// The most characters.
    var maximumLength: Int?

    enum CodingKeys: String, CodingKey {
      case header, field, fields, map, format, values, separator, maximumLength
      case isNumeric = "numeric"
      case isRequired = "required"
      case isForPeople = "forPeople"
    }

    /// The field of a table.
    func field(of table: String) -> String? { fields == nil ? field : fields?[table] }
  }

  var workbooks: [Workbook]
  /// Tables of which the other system is told in another way, with the reason by table.
  var elsewhere: [String]?

  /// Reads a profile of a package.
  init(named name: String, of package: DataPackage) throws(EmissionError) {
    let file = "emit/\(name).json"
    let folder = URL(fileURLWithPath: package.path).deletingLastPathComponent()
    guard let bytes = FileManager.default.contents(atPath: folder.appendingPathComponent(file).path)
    else { throw EmissionError(.schemaUnreadable(.missing, file: file)) }
    do {
      self = try JSONDecoder().decode(EmissionProfile.self, from: bytes)
    } catch {
      throw EmissionError(
        .schemaUnreadable(.refused(reason: "it is no profile of workbooks"), file: file))
    }
  }
}
