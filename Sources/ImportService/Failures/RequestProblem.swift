/// What is wrong with a request itself: nothing was read or written.
///
/// A case holds what a sentence about it needs. The sentence is the front end's: a command line speaks
/// of options, a page of its fields. Texts are as they were given; who shows them makes them printable.
public enum RequestProblem: Error, Sendable, Hashable {
  /// The instant at which the clock should stand is no ISO 8601 instant.
  case clock(String)

  // MARK: Targets

  /// The project file has no target of the name.
  case unknownTarget(String, known: [String])
  /// A target is named, and there is no project file.
  case missingProject(target: String)

  // MARK: Packages

  /// No package has the name, and no file the path.
  case unknownPackage(String, shipped: [String])
  /// No package is named, and none of those that are shipped is the usual one.
  case noPackage(shipped: [String])
  /// The package that a store was made for is not shipped, and the store does not keep it.
  case packageOfStoreMissing(String)
  /// The package has no table of the name.
  case unknownTable(String, package: String, tables: [String])
  /// The table has no field of the name.
  case unknownField(String, table: String, fields: [String])
  /// No table of the package says what a word about passwords of new accounts means.
  case unknownPasswordReset(String, package: String, words: [String])

  // MARK: Stores

  /// A location that begins like that of a server is no connection URI of PostgreSQL.
  case noConnectionURI
  /// A location names no file.
  case noStoreFile(String)
  /// A text is no location of a store; it is without credentials.
  case unknownStoreForm(String)
  /// A store that is to be filled has records or runs.
  case storeNotEmpty(String)
  /// A file has no key of masked copies, or cannot be made.
  case unusableKey(String)
  /// A store is a file, and only a server has what was asked for.
  case needsServer(store: String)

  // MARK: Runs and records

  /// The store keeps no run of the id.
  case unknownRun(String, store: String)
  /// Several runs end in the text.
  case ambiguousRun(String, runs: [String])
  /// A run that should be unfinished is finished.
  case finishedRun(String, outcome: String)
  /// A run does not say how it was begun.
  case runWithoutResumption(String)
  /// The store has no record of the key, and had none.
  case unknownRecord(table: String, key: [String], store: String)

  /// The text is no key of the table.
  case unlikeKey(String, table: String, fields: [String])
  /// The pattern cannot be compiled, or the field keeps secrets.
  case unusablePattern(String, field: String)

  // MARK: Files

  /// A file of keys cannot be read, is no text or is too large.
  case unreadableKeys(String)
  /// A folder cannot be made, or a file in it cannot be written.
  case folderNotMade(String)
  /// A folder holds a package already.
  case folderTaken(String)
  /// A store has no tables but the tool's, or files have no rows, to draft a package from.
  case nothingToDraft(String)
  /// A file is of a kind from which no package is drafted.
  case notDraftable(String)
}
