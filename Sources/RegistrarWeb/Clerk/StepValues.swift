import Submissions

/// The buttons for what a caller may do with a submission now.
struct StepValues {
  /// What has a button.
  static let offered: [DeskAction] = [
    .handIn, .approve, .sendBack, .execute, .undo, .recheck, .withdraw,
  ]

  let all: [[String: Any]]

  init(_ actions: [DeskAction], _ asked: PageRequest) {
    all = Self.offered.filter(actions.contains).map { action in
      var step: [String: Any] = [
        "name": action.rawValue,
        "title": asked.label("step/" + action.rawValue),
        "about": asked.label("stepAbout/" + action.rawValue),
      ]
      if action == .sendBack || action == .approve { step["asksComment"] = true }
      if action == .sendBack { step["needsComment"] = true }
      if action == .approve { step["asksGuards"] = true }
      if action == .undo || action == .withdraw || action == .sendBack { step["isGrave"] = true }
      return step
    }
  }
}
