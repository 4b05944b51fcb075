extension DataPackage {
  /// The words that say which new accounts choose another password, sorted; empty where no table tells that.
  public var passwordResets: [String] {
    Set(tables.flatMap(\.fields).flatMap(\.passwordResets.keys)).sorted()
  }

  /// The package in which new accounts choose another password as one of ``passwordResets`` says.
  public func resettingPasswords(_ word: String) -> DataPackage {
    var package = self
    for table in tables.indices {
      for field in tables[table].fields.indices {
        guard let expression = tables[table].fields[field].passwordResets[word] else { continue }
        package.tables[table].fields[field].defaultValue = .expression(expression)
      }
    }
    return package
  }
}
