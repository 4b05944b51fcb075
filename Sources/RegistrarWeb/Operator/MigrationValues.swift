import JSONText
import TabularCore

/// What the page of a migration asks for, from the state that `registrar migrate status --format json` tells.
struct MigrationValues {
  private let state: JSONNode
  private let asked: PageRequest
  /// When milestones are, in the words of the page.
  private let dates: [String: String]

  init(_ state: JSONNode, _ asked: PageRequest) {
    self.state = state
    self.asked = asked
    dates = Dictionary(
      (state.member("milestones")?.items ?? []).map {
        ($0.text("id"), $0.member("local")?.items?.first?.string ?? $0.text("at"))
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The title of the page.
  var title: String { state.text("title") }

  /// Everything.
  var all: [String: Any] {
    let phases = state.member("phases")?.items ?? []
    let items = state.member("checklist")?.items ?? []
    var values: [String: Any] = [
      "environment": state.text("environment"), "at": Self.time(state.text("at")),
      "next": next(phases), "milestones": milestones, "phases": phases.map(phase),
      "items": items.map(item), "left": left(phases, items),
    ]
    values["version"] = state.member("version")?.string
    values["copyOf"] = state.member("copyOf")?.string.map {
      asked.language.label("migrate/copyOf", ["name": $0])
    }
    if state.isTrue("isProduction") { values["isProduction"] = true }
    if !milestones.isEmpty { values["hasMilestones"] = true }
    if !items.isEmpty { values["hasItems"] = true }
    if !state.isTrue("isDone") { values["hasLeft"] = true }
    return values
  }

  // MARK: What is next and what is left

  private func next(_ phases: [JSONNode]) -> [String: Any] {
    if let unfinished = state.member("unfinished"), unfinished.members != nil {
      return [
        "tone": "busy",
        "text": asked.label(
          "migration/unfinished",
          [
            "phase": Self.title(of: unfinished.text("phase"), in: phases),
            "round": unfinished.text("round"),
          ]),
      ]
    }
    let names = state.texts("next").map { Self.title(of: $0, in: phases) }
    if !names.isEmpty {
      return [
        "tone": "open",
        "text": asked.label("migration/next", ["phases": names.joined(separator: ", ")]),
      ]
    }
    let isDone = state.member("left")?.texts("phases").isEmpty == true
    return [
      "tone": isDone ? "good" : "busy",
      "text": asked.label(isDone ? "migration/allDone" : "migration/nothingNext"),
    ]
  }

  private func left(_ phases: [JSONNode], _ items: [JSONNode]) -> [[String: Any]] {
    let left = state.member("left")
    return (left?.texts("phases") ?? []).map { id in
      ["link": "#phase-" + id, "text": Self.title(of: id, in: phases)]
    }
      + (left?.texts("items") ?? []).map { id in
        ["link": "#item-" + id, "text": Self.title(of: id, in: items)]
      }
  }

  // MARK: Parts

  private var milestones: [[String: Any]] {
    state.list("milestones").sorted { $0.text("at") < $1.text("at") }.map { entry in
      [
        "title": entry.text("title"), "machine": entry.text("at"), "local": entry.texts("local"),
        "isPast": entry.text("at") <= state.text("at"),
      ]
    }
  }

  private func phase(_ phase: JSONNode) -> [String: Any] {
    let state = phase.text("state")
    var values: [String: Any] = [
      "id": phase.text("id"), "title": phase.text("title"), "tone": Self.tone(state),
      "state": asked.language.label("migrate/" + state),
      "rounds": (phase.member("rounds")?.items ?? []).map(round),
    ]
    values["about"] = phase.member("about")?.string
    values["due"] = due(phase)
    let waits =
      phase.texts("waitsFor").map { id in Self.title(of: id, in: self.state.list("phases")) }
      + phase.texts("openItems").map { id in Self.title(of: id, in: self.state.list("checklist")) }
    if !waits.isEmpty { values["waits"] = waits.joined(separator: ", ") }
    return values
  }

  private func round(_ round: JSONNode) -> [String: Any] {
    let state = round.text("state")
    var values: [String: Any] = [
      "name": asked.label("migration/round", ["number": round.text("number")]),
      "tone": Self.tone(state), "state": asked.language.label("migrate/" + state),
      "by": "\(round.text("by")) (\(round.text("host")))", "began": Self.time(round.text("began")),
      "tables": round.list("tables").map(table),
    ]
    values["ended"] = round.member("ended")?.string.map(Self.time)
    values["seconds"] = round.member("seconds")?.scalar
    values["run"] = round.member("run")?.string
    if let step = round.member("failedStep")?.string {
      let name = ["backup": "backupStep", "checks": "checksStep"][step] ?? step
      values["failedAt"] = asked.label(
        "migration/failedAt", ["step": asked.language.label("migrate/" + name)])
      values["code"] = round.member("code")?.string
    }
    return values
  }

  /// `locations: 3 new, 1 changed`.
  private func table(_ table: JSONNode) -> String {
    let counts = ["created", "updated", "unchanged", "deleted", "invalid"].filter {
      table.text($0) != "0"
    }
    let name = table.text("table")
    let title =
      asked.site.packages.lazy.flatMap(\.tables).first { $0.name == name }?.title
      .text(in: asked.language) ?? name
    let texts = counts.map { "\(table.text($0)) \(asked.label("table/" + $0))" }
    let colon = asked.language.label("punctuation/colon")
    return title + colon + " " + (texts.isEmpty ? "0" : texts.joined(separator: ", "))
  }

  private func item(_ item: JSONNode) -> [String: Any] {
    var values: [String: Any] = ["id": item.text("id"), "title": item.text("title")]
    values["phase"] = item.member("phase")?.string.map {
      Self.title(of: $0, in: state.list("phases"))
    }
    values["due"] = due(item)
    if item.isTrue("isRequired") { values["isRequired"] = true }
    guard let tick = item.member("ticked"), tick.members != nil else { return values }
    var told: [String: Any] = ["by": tick.text("by"), "at": Self.time(tick.text("at"))]
    told["note"] = tick.member("note")?.string
    values["tick"] = told
    return values
  }

  /// The milestone at which something is due: `Cut-over, 2026-12-01 08:00 America/Toronto (UTC-05:00)`.
  private func due(_ node: JSONNode) -> String? {
    node.member("milestone")?.string.map { id in
      let title = Self.title(of: id, in: state.list("milestones"))
      return dates[id].map { "\(title), \($0)" } ?? title
    }
  }

  private static func title(of id: String, in nodes: [JSONNode]) -> String {
    nodes.first { $0.text("id") == id }?.text("title") ?? id
  }

  private static func tone(_ state: String) -> String {
    ["done": "good", "failed": "bad", "unfinished": "busy"][state] ?? "past"
  }

  /// A time as it is shown, in UTC, and as machines read it.
  private static func time(_ text: String) -> [String: Any] {
    ["text": String(text.prefix(16)).replacing("T", with: " "), "machine": text]
  }
}

extension JSONNode {
  /// The text or number of a member; empty for none.
  fileprivate func text(_ name: String) -> String { member(name)?.scalar ?? "" }

  /// The items of a member.
  fileprivate func list(_ name: String) -> [JSONNode] { member(name)?.items ?? [] }

  /// The texts of a member.
  fileprivate func texts(_ name: String) -> [String] { list(name).compactMap(\.string) }

  /// Whether a member is true.
  fileprivate func isTrue(_ name: String) -> Bool { member(name)?.content == .boolean(true) }
}
