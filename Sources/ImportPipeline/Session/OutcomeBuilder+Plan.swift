import JSONText
import Schemas
import TabularCore

/// The plan does not match, so nothing is written; the issues say why.
struct PlanRefusal: Error {}

extension OutcomeBuilder {
  /// Opens the plan that the run must match; refuses an unusable one.
  func openPlan() throws -> PlanFile? {
    guard let path = session.options.plan else { return nil }
    do {
      return try PlanFile(path: path)
    } catch {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      let place = IssueLocation(.delimited, file: name)
      switch error {
      case .unreadable(let reason):
        session.issues.add(
          Issue(
            .fileUnreadable(.refused(reason: reason)).preceded(by: .file, name), at: place))
      case .foreign:
        session.issues.add(Issue(.guardPlanStale(.foreign, file: name), at: place))
      case .damaged:
        session.issues.add(Issue(.guardPlanStale(.damaged, file: name), at: place))
      }
      throw PlanRefusal()
    }
  }

  /// Refuses a plan for other files, another package, target or other options, before a row is read.
  func checkPlan(_ plan: PlanFile) throws {
    let header = plan.header
    checkFiles(of: plan)
    if header.package != session.package.name || header.packageHash != session.package.hash {
      refuse(.package(package: session.package.name), plan)
    }
    if header.target != maskingPaymentCards(session.targetText) {
      refuse(.target(expected: header.target, found: session.targetText), plan)
    } else if let planned = header.store, let found = try session.store.identity(), found != planned
    {
      refuse(.store(target: session.targetText), plan)
    }
    for name in PlanOptions.differences(
      header.optionsJSON, maskingPaymentCards(session.options.planOptionsJSON))
    {
      refuse(.options(option: name), plan)
    }
    if session.issues.counts.contains(where: { $0.key.code == "guard.plan-stale" }) {
      throw PlanRefusal()
    }
  }

  private func checkFiles(of plan: PlanFile) {
    var found = files
    // Plans also show names of files without card numbers.
    for index in found.indices { found[index].name = maskingPaymentCards(found[index].name) }
    for file in plan.header.files {
      if let index = found.firstIndex(where: { $0.name == file.name && $0.sha256 == file.sha256 }) {
        found.remove(at: index)
      } else if let index = found.firstIndex(where: { $0.name == file.name }) {
        found.remove(at: index)
        refuse(.file(file: file.name), plan, file: file.name)
      } else {
        refuse(.fileMissing(file: file.name), plan, file: file.name)
      }
    }
    for file in found {
      refuse(.fileAdded(file: file.name), plan, file: file.name)
    }
  }

  private func refuse(
    _ mismatch: IssueContent.PlanMismatch, _ plan: PlanFile, file: String? = nil
  ) {
    session.issues.add(
      Issue(
        .guardPlanStale(mismatch, plan: plan.name),
        at: IssueLocation(file == nil ? .target : .delimited, file: file ?? session.targetText)))
  }

  /// Compares what the run would do with the plan; differences become issues.
  mutating func compare(with plan: PlanFile) throws {
    do {
      var comparison = try PlanComparison(session, plan: plan)
      try comparison.compare(OperationStream(session))
      for issue in comparison.issues { session.issues.add(issue) }
    } catch is PlanFile.Problem {
      refuse(.damaged(file: plan.name), plan)
    }
  }

  /// Writes the plan, if one is requested and the errors allow it.
  mutating func writePlan(hasErrors: Bool) throws {
    guard let path = session.options.planOutput else { return }
    guard !isBroken, !hasErrors || session.options.errorPolicy != .stop else {
      isPlanWithheld = true
      return
    }
    var header = session.planHeader(runID: runID, target: session.targetText, files: files)
    header.store = try session.store.identity()
    let summary = try PlanWriter(path: path, header: header).write(OperationStream(session))
    plan = ImportReport.Plan(
      file: path.split(separator: "/").last.map(String.init) ?? path, path: path,
      operationCount: summary.tables.reduce(0) { $0 + $1.created + $1.updated + $1.deleted },
      digest: summary.digest)
  }

  /// Gives the operations to the consumers of the run, unless errors or guards forbid that they are
  /// carried out.
  mutating func tellOperations(hasErrors: Bool) throws {
    guard !isBroken, !hasErrors || session.options.errorPolicy != .stop,
      session.options.mode == .validate || !mustNotWrite
    else { return }
    for consume in session.consumers { try consume(OperationStream(session)) }
  }

  /// The plan could not be written, and neither was anything else.
  mutating func fail(_ failure: PlanWriter.Failure) {
    failToWrite(
      Issue(
        .emitWriteFailed(.before, file: failure.file, reason: failure.reason),
        at: IssueLocation(.run)))
  }
}

/// The options that a plan is for, as a JSON object.
enum PlanOptions {
  /// The names of the options that differ between two objects, in order.
  static func differences(_ left: String, _ right: String) -> [String] {
    guard left != right else { return [] }
    let left = members(left)
    let right = members(right)
    return Set(left.keys).union(right.keys).filter { left[$0] != right[$0] }.sorted()
  }

  private static func members(_ text: String) -> [String: JSONNode.Content] {
    let members = (try? JSONParser.parse(text))?.members ?? []
    return Dictionary(members.map { ($0.name, $0.value.content) }) { $1 }
  }
}
