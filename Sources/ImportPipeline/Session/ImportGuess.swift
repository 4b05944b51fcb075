import RecordMapping
public import Schemas
import TabularCore

/// Guesses which tables of a package the sheets of a workbook, or a delimited file, would be read as,
/// from names and headers alone.
public struct ImportGuess: Sendable {
  private let finder: TableFinder

  /// Guesses for a package.
  public init(_ package: DataPackage) {
    let order = package.dependencyOrder.tables.compactMap(package.table(named:))
    finder = TableFinder(order: order, package: package)
  }

  /// The machine name of the table that a delimited file would be read as.
  ///
  /// - Parameters:
  ///   - file: the file's name.
  ///   - header: the texts of the header, by column.
  public func table(ofFile file: String, header: [String]) -> String? {
    (finder.table(ofFile: file) ?? table(names: [file], header: header)).map(name)
  }

  /// The machine names of the tables that the sheets of a workbook would be read as.
  ///
  /// - Parameter sheets: the visible worksheets with the texts of their headers.
  public func tables(ofSheets sheets: [(name: String, header: [String])]) -> [String?] {
    let isKnown = sheets.map { TableFinder.knownSheets.contains(fold($0.name)) }
    let named = zip(sheets, isKnown).map { $1 ? nil : finder.table(named: $0.name) }
    guard named.allSatisfy({ $0 == nil }) else { return named.map { $0.map(name) } }
    // Headers decide only if no sheet's name does.
    return zip(sheets, isKnown).map {
      $1 ? nil : table(names: [$0.name], header: $0.header).map(name)
    }
  }

  private func name(_ table: Int) -> String { finder.order[table].name }

  private func table(names: [String], header: [String]) -> Int? {
    var head = RowBatch()
    head.beginRow(number: 1)
    for (index, text) in header.enumerated() where !text.isEmpty {
      head.appendCell(column: index + 1, kind: .text, text: text)
    }
    switch finder.choice(names: names, head: head) {
    case .table(let index), .guessed(let index, _): return index
    case .none, .contradiction, .nearly: return nil
    }
  }
}
