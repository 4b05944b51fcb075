import JSONText
public import TabularCore

/// A JSON file as lists of records, found by reading it once.
///
/// It may be an array of objects; an object whose members are such arrays; objects on lines of their own
/// (NDJSON); or one object, which is one record. All of it is parsed here, so that what is no JSON is known
/// before a record is used.
///
/// For example:
///
///     let document = try JSONDocument(MemoryJSON(Array("[{\"id\": 1}, {\"id\": 2}]".utf8)))
///     let reader = document.lists[0].makeReader()
///     var batch = RowBatch()
///     while try reader.next(into: &batch, maximumRows: 1000) {
///       for row in batch.rows { print(row.number) }  // 0, the header; 1; 2
///     }
public struct JSONDocument: Sendable {
  /// A member of the file's object that holds no list of records.
  public struct Member: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// Where its value begins.
    public var place: JSONPlace
  }

  /// The lists, in the order of the file; one without a name unless the file is an object of lists.
  public let lists: [JSONList]
  /// The members of an object of lists that are none.
  public let otherMembers: [Member]

  /// Reads a file.
  ///
  /// - Parameter isLines: whether the file's name says that it is NDJSON, so that its first object is a
  ///   record whatever it holds.
  /// - Parameter keepsWhole: whether the objects of a member are cells of its own, written as JSON, by the
  ///   header that the member has.
  /// - Throws: `json.malformed`, `json.repeated-member` for two lists of one name, `file.too-large`,
  ///   `file.unreadable`.
  public init(
    _ source: any JSONSource, isLines: Bool = false, limits: Limits = Limits(),
    keepsWhole: (String) -> Bool = { _ in false }
  ) throws(JSONRecordsError) {
    var reading = DocumentReading(source, limits: limits)
    (lists, otherMembers) = try reading.read(isLines: isLines, keepsWhole: keepsWhole)
  }
}
