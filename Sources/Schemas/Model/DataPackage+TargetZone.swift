extension DataPackage {
  /// The package as a target means it: fields that take the target's time zone have it as their default.
  ///
  /// - Parameter zone: an IANA time zone; `nil` for a target without one.
  public func adapted(toZone zone: String?) -> DataPackage {
    guard let zone else { return self }
    var package = self
    for table in package.tables.indices {
      for field in package.tables[table].fields.indices
      where package.tables[table].fields[field].takesTargetZone {
        package.tables[table].fields[field].defaultValue = .text(zone)
      }
    }
    return package
  }
}
