import ImportPipeline
import ImportService

extension Phase {
  /// The removals of a phase as `registrar clean` asks for them, in their order.
  ///
  /// Only the first one is preceded by a backup: it holds what all of them remove.
  func cleaning(
    at site: MigrationSite, executes: Bool, confirmed: String? = nil
  ) -> [ImportRequest] {
    cleans.enumerated().map { index, clean in
      var options = ImportOptions(files: [])
      options.mode = executes ? .execute : .validate
      options.allowsDelete = true
      var request = ImportRequest(options, package: site.package(of: self))
      request.clean = CleanRequest(
        table: clean.table,
        clean.keys.isEmpty ? .matches(clean.matches) : .keys(KeyList(clean.keys)))
      request.clean?.takesDependents = clean.takesDependents
      request.store = site.choice
      request.confirmedTarget = confirmed
      request.limits = guards
      if index == 0, backsUp { request.backup = .usual }
      return request
    }
  }
}
