/// The SELECT of a set rule, evaluated over columns in memory.
///
/// Most rules find nothing in most runs. This finds out whether a rule returns a line, without a table, an
/// index or a statement of a database; only a rule that does is asked of the store, which knows its lines in
/// their order. What the store's engine would see otherwise, or what is not known here, is answered by
/// `nil`: SQLite's answer is the only one that counts.
public struct SetQuery {
  private let select: SQLSelect

  /// A SELECT; `nil` where it is not one that can be evaluated here.
  public init?(_ sql: String) {
    guard let select = try? SQLParser.select(sql) else { return nil }
    self.select = select
  }

  /// The names that stand in the SQL, in lower case: of tables, of columns, and others.
  public static func names(in sql: String) -> Set<String> {
    guard let tokens = try? SQLToken.all(of: sql) else { return [] }
    return Set(
      tokens.compactMap { token in
        switch token {
        case .word(let name), .name(let name): name
        default: nil
        }
      })
  }

  /// Whether the SELECT returns no line with a row; `nil` where that is not known.
  ///
  /// - Parameters:
  ///   - pool: the texts of the tables.
  ///   - table: gives a table by its name in lower case.
  public func isEmpty(pool: TextPool, table: @escaping (String) -> Relation?) -> Bool? {
    do {
      let result = try QueryExecution(pool: pool, table: table).relation(of: select, in: nil)
      guard let place = result.position(of: "at_row") else { return nil }
      if result.count == 0 { return true }
      let rows = try result.column(place)
      return !(0..<result.count).contains { !rows.isNull(at: $0) }
    } catch {
      return nil
    }
  }
}
