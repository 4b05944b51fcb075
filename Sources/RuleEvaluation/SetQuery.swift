/// The SELECT of a set rule, evaluated over columns in memory.
///
/// It answers without a table, an index or a statement of a database. What SQLite would see otherwise, or
/// what is not known here, is answered by `nil`, and the store is asked: SQLite's answer is the only one
/// that counts.
public struct SetQuery {
  private let select: SQLSelect

  /// A SELECT; `nil` where it is not one that can be evaluated here.
  ///
  /// - Parameter readsCasts: whether a text literal may be followed by `::text`, as in the conditions that
  ///   PostgreSQL's catalog gives.
  public init?(_ sql: String, readsCasts: Bool = false) {
    guard let select = try? SQLParser.select(sql, readsCasts: readsCasts) else { return nil }
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

  /// The lines that the SELECT returns about rows; `nil` where they are not known.
  ///
  /// Lines come in the order of its ORDER BY, and equal ones, or all without one, as the rows were found.
  ///
  /// - Parameters:
  ///   - pool: the texts of the tables.
  ///   - table: gives a table by its name in lower case.
  public func lines(pool: TextPool, table: @escaping (String) -> Relation?) -> QueryLines? {
    do {
      let result = try QueryExecution(pool: pool, table: table).relation(of: select, in: nil)
      guard let place = result.position(of: "at_row") else { return nil }
      if result.count == 0 { return QueryLines() }
      let ordinals = try result.column(place)
      let rows = (0..<Int32(truncatingIfNeeded: result.count)).filter {
        !ordinals.isNull(at: Int($0))
      }
      if rows.isEmpty { return QueryLines() }
      return QueryLines(
        count: rows.count,
        columns: try result.writtenNames.enumerated().map { place, name in
          guard !name.isEmpty else { throw UnsupportedQuery("a column without a name") }
          return (name, try result.column(place).gathered(rows))
        })
    } catch {
      return nil
    }
  }

  /// Whether the SELECT returns no line about a row; `nil` where that is not known.
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
