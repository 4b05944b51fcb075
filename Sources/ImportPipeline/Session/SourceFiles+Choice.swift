import RecordMapping
import Schemas
import TabularCore

extension SourceFiles {
  /// The table that the names of a source and its headers mean; `nil` if there is none, which is reported.
  ///
  /// A table that only the headers mean is reported as well, since the name says something else.
  func choose(names: [String], head: RowBatch, at place: IssueLocation) -> Int? {
    let choice = finder.choice(names: names, head: head)
    switch choice {
    case .table(let index): return index
    case .guessed(let index, let name):
      var place = place
      place.table = session.order[index].name
      session.issues.add(
        Issue(.fileTableGuessed(name: name, table: session.order[index].name), at: place))
      return index
    case .none, .contradiction, .nearly:
      reportNoTable(choice, at: place)
      return nil
    }
  }

  /// Reports that nothing tells the table of a source, or that its name and its headers disagree.
  func reportNoTable(_ choice: TableFinder.Choice, at place: IssueLocation) {
    func name(_ table: Int) -> String { session.order[table].name }
    let fit: IssueContent.TableFit =
      switch choice {
      case .none(.tie(let first, let second)):
        .tie(first: name(first), second: name(second))
      case .none(.none(let closest?, let present, let required)) where present > 0:
        .closest(table: name(closest), count: present, total: required)
      case .contradiction(let source, let named, let table):
        .contradiction(name: source, named: name(named), table: name(table))
      case .nearly(let table, let source, let unknown):
        .nearly(name: source, table: name(table), headers: unknown)
      case .none, .table, .guessed: .none(tables: session.order.map(\.name))
      }
    session.issues.add(
      Issue(
        .fileNoTable(package: session.package.name, fit).preceded(by: .file, place.file ?? ""),
        at: place))
  }
}
