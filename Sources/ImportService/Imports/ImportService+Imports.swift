import ImportPipeline
import Schemas
import TabularCore

/// Imports.
extension ImportService {
  /// Prepares an import: finds its target and package, makes the backup that was asked for, and adds what
  /// guards the run and what its record keeps.
  ///
  /// Nothing of the files is read, and nothing but a backup is written. The import itself is
  /// ``PreparedImport/run(cancellation:progress:)``.
  public func prepare(_ request: ImportRequest) throws(ServiceFailure) -> PreparedImport {
    let target = try target(of: request.store)
    let package = try package(request.package ?? target?.package, checks: PackageChecks())
      .adapted(toZone: target?.target.timeZone)
    var options = request.options
    try check(options, in: package)
    for index in options.prunes.indices {
      options.prunes[index] = try spelled(options.prunes[index], in: package)
    }
    options.subset = try request.subset.scope(in: package)
    options.clean = try request.clean?.scope(in: package)
    let location = try location(of: request.store, target)
    let backup = try precedingBackup(of: request, target, location)
    options.isOffline = request.store.isOffline
    options.target = target?.target.name
    options.guards = policy(of: request, target)
    var manifest: BackupManifest?
    if case .made(let made) = backup { manifest = made }
    // A validation is told what the execution meets, which makes the backup first.
    if manifest != nil || request.backup != nil && options.mode == .validate {
      options.guards.backup?.ageHours = 0
    }
    // Of a store that does not exist yet no backup can be made, and none is missed.
    if options.guards.backup != nil, options.guards.backup?.ageHours == nil,
      let location, (try? location.holdsAnything()) == false
    {
      options.guards.backup = nil
    }
    let author = surroundings.author
    options.operatorName = author.operatorName
    options.host = author.host
    options.toolVersion = author.toolVersion
    options.secretKeyFile = surroundings.secretKeyFile
    let now = now()
    let limits = options.limits
    options.corrections = request.corrections.map {
      DecisionReader(path: $0, table: .corrections, limits: limits, now: now).corrections()
    }
    options.waivers = request.waivers.map {
      DecisionReader(path: $0, table: .waivers, limits: limits, now: now).waivers()
    }
    let recorded = RecordedOptions(
      options, reading: request.reading, language: request.language, backup: manifest)
    options.optionsJSON = recorded.json
    options.planOptionsJSON = recorded.planned.json
    return PreparedImport(
      package: package, target: target, options: options, backup: backup, location: location,
      clock: surroundings.clock)
  }

  /// The store of an import; `nil` for one that leaves it out of account.
  private func location(
    of choice: StoreChoice, _ target: ChosenTarget?
  ) throws(ServiceFailure) -> StoreLocation? {
    guard !choice.isOffline else { return nil }
    if let target { return try StoreLocation(target.store) }
    return try StoreLocation.given(choice.store, surrounding: surroundings.usualStore)
  }

  /// Makes the backup that a request asks for before anything is written.
  private func precedingBackup(
    of request: ImportRequest, _ target: ChosenTarget?, _ location: StoreLocation?
  ) throws(ServiceFailure) -> PreparedImport.Backup? {
    // A run that goes on was backed up when it began; now the store holds a part of it.
    guard let wanted = request.backup, let location, request.options.mode == .execute,
      request.options.resumedRun == nil
    else { return nil }
    guard try ServiceFailure.asking({ () throws(StoreError) in try location.holdsAnything() })
    else { return .nothingToBackUp(store: location.text) }
    let path =
      switch wanted {
      case .at(let path): path
      case .usual: target?.backupFolder ?? Self.usualBackupFolder
      }
    return .made(try makeBackup(of: location, at: path))
  }

  /// What guards a run: the target's limits and conditions, and what was approved.
  private func policy(of request: ImportRequest, _ target: ChosenTarget?) -> GuardPolicy {
    var policy = target?.policy(now: now()) ?? GuardPolicy()
    policy.limits = request.limits.completed(by: policy.limits)
    for (table, limits) in policy.tableLimits {
      policy.tableLimits[table] = request.limits.completed(by: limits)
    }
    policy.scope = request.guardScope
    policy.maximumErrorPercent = request.maximumErrorPercent
    request.approvals.add(to: &policy)
    policy.production.isDeclared = target?.target.isProduction ?? false
    policy.production.confirmedName = request.confirmedTarget
    policy.production.isClockSet = surroundings.clock.fixed != nil
    if let target { policy.production.validationHours = target.target.validationHours }
    return policy
  }

  /// Refuses names of tables that the package does not have.
  private func check(
    _ options: ImportOptions, in package: DataPackage
  ) throws(ServiceFailure) {
    let names =
      [options.table].compactMap(\.self) + options.tableFiles.map(\.table)
      + options.sheetTables.values + options.prunes.map(\.table)
    for name in names { _ = try package.requiredTable(spelled: name) }
    if let word = options.passwordReset, !package.passwordResets.contains(word) {
      throw .request(
        .unknownPasswordReset(word, package: package.name, words: package.passwordResets))
    }
  }

  /// The scope with the package's own spelling of its names.
  private func spelled(
    _ scope: PruneScope, in package: DataPackage
  ) throws(ServiceFailure) -> PruneScope {
    var scope = scope
    let table = try package.requiredTable(spelled: scope.table)
    scope.table = table.name
    guard let name = scope.field else { return scope }
    scope.field = try table.requiredField(spelled: name).name
    return scope
  }
}
