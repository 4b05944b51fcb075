/// Reads the views that show fields of a record as rows (`rowViews` of `registrar:store`).
struct RowViewDescriptor {
  /// The views of a table whose fields are known with their columns.
  static func read(_ store: ObjectReader, of table: TableSchema) -> [RowView] {
    store.objects("rowViews").compactMap { item in
      defer { item.finish(.all) }
      let rows = item.object("rows")
      let mark = item.object("mark")
      defer {
        rows?.finish(.all)
        mark?.finish(.all)
      }
      let view = RowView(
        name: item.string("name") ?? "", ownerColumn: item.string("owner") ?? "",
        labelColumn: item.string("label") ?? "", valueColumn: item.string("value") ?? "",
        rows: rows?.names.compactMap { label in
          rows?.string(label).map { RowView.Row(label: label, field: $0) }
        } ?? [],
        mark: mark.map {
          RowView.Mark(column: $0.string("column") ?? "", field: $0.string("field") ?? "")
        })
      let problem = problem(of: view, in: table)
      if let problem { item.findings.add(at: item.place, problem) }
      return problem == nil ? view : nil
    }
  }

  private static func problem(of view: RowView, in table: TableSchema) -> String? {
    guard !view.name.isEmpty, !view.columns.contains(""), !view.rows.isEmpty else {
      return "a view of rows needs `name`, `owner`, `label`, `value` and `rows`"
    }
    guard Set(view.columns).count == view.columns.count else {
      return "two columns of view `\(view.name)` have one name"
    }
    guard table.store.isOwned else {
      return "views of rows belong to tables of the tool's own"
    }
    let types = Set(view.rows.compactMap { table.field(named: $0.field)?.type })
    for row in view.rows {
      guard case .column? = table.field(named: row.field)?.store else {
        return "`\(row.field)` is no field of `\(table.name)` with one column"
      }
    }
    guard types.count == 1 else { return "the fields of view `\(view.name)` differ in their type" }
    guard let mark = view.mark else { return nil }
    switch table.field(named: mark.field)?.store {
    case .list?, .array?: return nil
    default: return "`\(mark.field)` is no list of `\(table.name)`"
    }
  }
}
