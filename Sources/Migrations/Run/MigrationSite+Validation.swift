public import ImportService
import ImportPipeline
import TabularCore

extension MigrationSite {
  /// The removals of a phase as validations.
  ///
  /// - Parameter plans: a folder for the plans.
  public func cleanings(
    of phase: Phase, plans: String? = nil
  ) throws(ServiceFailure) -> [PreparedImport] {
    var prepared: [PreparedImport] = []
    for (index, var request) in phase.cleaning(at: self, executes: false).enumerated() {
      if let plans {
        request.options.planOutput = "\(plans)/\(phase.id)-clean-\(index + 1).plan"
      }
      prepared.append(try service.prepare(request))
    }
    return prepared
  }

  /// The import of a phase as a validation; `nil` when it has no files now.
  ///
  /// The files of phases that it depends on and that are not done are validated with it, so that what its
  /// rows refer to is known. A plan is of the phase's own files alone: it is what the phase will do.
  ///
  /// - Parameter plans: a folder for the plan.
  public func validation(
    of phase: Phase, plans: String? = nil
  ) throws(ServiceFailure) -> PreparedImport? {
    var sources = PhaseSources(of: phase, at: self)
    guard !sources.paths.isEmpty else { return nil }
    if plans == nil {
      let state = try state()
      var needed: [Phase] = []
      var open = phase.dependsOn
      while let id = open.popLast() {
        guard let other = migration.phase(id), state.status(of: id) != .done,
          package(of: other) == package(of: phase), !needed.contains(where: { $0.id == id })
        else { continue }
        needed.append(other)
        open += other.dependsOn
      }
      for other in migration.phases.reversed() where needed.contains(where: { $0.id == other.id }) {
        let others = PhaseSources(of: other, at: self)
        sources.files = others.files.filter { !sources.files.contains($0) } + sources.files
        sources.tableFiles = others.tableFiles + sources.tableFiles
      }
    }
    var request = sources.request(of: phase, at: self, executes: false, confirmed: nil)
    if let plans { request.options.planOutput = "\(plans)/\(phase.id).plan" }
    var prepared = try service.prepare(request)
    // Of a validation of several phases the checks of one say nothing.
    if plans != nil || sources.paths.count == PhaseSources(of: phase, at: self).paths.count {
      prepared.consumers = [PlanCheck(phase).check]
    }
    return prepared
  }
}
