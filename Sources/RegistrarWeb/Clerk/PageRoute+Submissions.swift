import HTTPTypes
import Hummingbird
import Submissions
import TabularCore

extension PageRoute {
  private static let seeing: RouteAccess = .roles([.clerk, .approver, .operator, .auditor])

  /// What was handed in, and what became of it.
  static let submissions: [PageRoute] = [
    .get("/submissions", seeing) { asked in try await asked.submissionsPage() },
    .get("/submissions/{id}", seeing) { asked in try await asked.submissionPage() },
    .get("/submissions/{id}/events", seeing) { asked in try await asked.events() },
    .get("/submissions/{id}/findings", seeing) { asked in try await asked.findingsPage() },
    .get("/submissions/{id}/changes", seeing) { asked in try await asked.changesPage() },
    .post("/submissions/{id}/{step}", seeing) { asked in try await asked.step() },
  ]
}

extension PageRequest {
  /// The submission of the path.
  func submission() async throws -> Submission {
    let (id, caller) = (try parameter("id"), try caller)
    return try await asking { try $0.submission(id, for: caller) }
  }

  fileprivate func submissionsPage() async throws -> Response {
    let caller = try caller
    let chosen = query("state").flatMap { SubmissionState(rawValue: $0) }
    let all = try await asking { try $0.list(for: caller, states: chosen.map { [$0] }) }
    var values: [String: Any] = [
      "submissions": all.map { SubmissionValues($0, self).row },
      "states": SubmissionState.allCases.map { state -> [String: Any] in
        [
          "name": state.rawValue, "title": label("state/" + state.rawValue),
          "isCurrent": state == chosen,
        ]
      },
    ]
    let packages = try packagesToFill()
    if !packages.isEmpty {
      var upload: [String: Any] = [
        "packages": packages.map {
          ["name": $0.package.name, "title": $0.package.title.text(in: language)]
        },
        "limit": site.settings.maximumUploadBytes >> 20,
      ]
      let scopes = Set(packages.flatMap(\.scopes)).sorted { $0.text < $1.text }
      if !scopes.isEmpty {
        upload["scope"] = [
          "isForAll": packages.contains(where: \.isForAll),
          "list": scopes.map { ["value": $0.text, "title": $0.value] },
        ]
      }
      values["upload"] = upload
    }
    return page("submissions", title: label("part/submissions"), part: "submissions", values)
  }

  fileprivate func submissionPage() async throws -> Response {
    let (id, caller) = (try parameter("id"), try caller)
    let (submission, place, actions, events, outputs) = try await asking {
      let submission = try $0.look(at: id, for: caller)
      return (
        submission, try $0.place(of: submission), $0.actions(openTo: caller, on: submission),
        try $0.events(of: id, for: caller), try $0.outputs(of: id, for: caller)
      )
    }
    var values = SubmissionValues(submission, self).page
    if submission.state.isWaiting {
      values["waiting"] = [
        "link": "/submissions/\(submission.id)/events",
        "text": submission.state.waiting(place: place, self),
      ]
    }
    // That a child began is of no use to anybody.
    values["events"] = events.filter { $0.action != "check-begun" }.map { event -> [String: Any] in
      var line: [String: Any] = [
        "state": self.event(event.action), "by": event.account,
        "at": ShownTime(seconds: event.at).values,
      ]
      // What an approver let pass; the other details are for auditors.
      if event.action == DeskAction.approve.rawValue, !event.detail.isEmpty {
        line["words"] = event.detail
      }
      return line
    }
    let downloads = OutputValues(outputs, of: submission, self)
    values["files"] = downloads.files
    values["outputs"] = downloads.all
    let steps = StepValues(actions, self).all
    values["steps"] = steps
    values["hasSteps"] = !steps.isEmpty
    values["hasOutputs"] = !downloads.all.isEmpty
    if actions.contains(.correct), site.settings.command != nil {
      values["grid"] = "/submissions/\(submission.id)/grid"
    }
    if actions.contains(.correct), site.package(named: submission.package) != nil {
      // Where there is something to correct, that comes before everything else.
      let name = submission.summary?.isSound == true ? "again" : "againFirst"
      values[name] = ["limit": site.settings.maximumUploadBytes >> 20]
    }
    if submission.state.isWaiting { values["refresh"] = "/submissions/\(submission.id)" }
    return page(
      "submission", title: label("submission/title", ["number": submission.number]),
      part: "submissions", values)
  }

  /// What a form with a version, a comment and approvals asks for.
  fileprivate func step() async throws -> Response {
    guard let action = DeskAction(rawValue: try parameter("step")),
      StepValues.offered.contains(action)
    else { throw PageFailure.unknownPage }
    guard let version = form["version"].flatMap({ Int($0) }) else {
      throw PageFailure.unreadableForm
    }
    let (id, caller, comment) = (try parameter("id"), try caller, form["comment"] ?? "")
    let approvals = form.keys.sorted().filter { $0.hasPrefix("guard:") }
      .compactMap { Approval(String($0.dropFirst("guard:".count))) }
    _ = try await asking {
      try $0.act(
        action, on: id, version: version, by: caller, comment: String(comment.prefix(2000)),
        approvals: approvals)
    }
    return .seeOther("/submissions/\(id)")
  }
}
