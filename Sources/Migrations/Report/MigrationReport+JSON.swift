import Foundation
import JSONText
import TabularCore

/// Where a migration stands, for programs and for the page of a server.
extension MigrationReport {
  /// The state as one JSON object: milestones, phases with their rounds, items of checklists, what is left.
  ///
  /// Ids are those of the file, texts are in the language of the report, times are UTC
  /// (`YYYY-MM-DDTHH:MM:SSZ`) unless they name a zone.
  public var json: String {
    var writer = JSONWriter()
    let environment = migration.environment(state.environment)
    let unfinished = state.unfinished
    writer.object {
      $0.member("migration", migration.name)
      $0.member("title", migration.title.text(in: language))
      $0.member("environment", state.environment)
      $0.optional("version", environment?.version)
      $0.optional("copyOf", environment?.copyOf)
      $0.member("isProduction", environment?.isProduction == true)
      $0.member("at", now.formatted(.iso8601))
      $0.member("isDone", openPhases.isEmpty && openItems.isEmpty)
      $0.texts("next", state.next.map(\.id))
      $0.member("unfinished") { writer in
        guard let unfinished else { return writer.value("null") }
        writer.object {
          $0.member("phase", unfinished.phase)
          $0.member("round", unfinished.round.number)
        }
      }
      $0.member("milestones") { $0.array(calendar?.entries ?? []) { write($1, to: &$0) } }
      $0.member("phases") { $0.array(migration.phases) { write($1, to: &$0) } }
      $0.member("checklist") {
        $0.array(migration.items) { write($1.item, of: $1.phase, to: &$0) }
      }
      $0.member("left") {
        $0.object {
          $0.texts("phases", openPhases.map(\.id))
          $0.texts("items", openItems.map(\.id))
        }
      }
    }
    return writer.text
  }

  private var zones: [String] { migration.zones.isEmpty ? ["UTC"] : migration.zones }

  private func write(_ entry: MilestoneCalendar.Entry, to writer: inout JSONWriter) {
    let title = migration.milestones.first { $0.id == entry.id }?.title
    writer.object {
      $0.member("id", entry.id)
      $0.member("title", title?.text(in: language) ?? entry.id)
      $0.member("at", entry.instant.formatted(.iso8601))
      $0.texts("local", zones.map { entry.text(in: $0) })
    }
  }

  private func write(_ phase: Phase, to writer: inout JSONWriter) {
    let isDone = state.status(of: phase.id) == .done
    writer.object {
      $0.member("id", phase.id)
      $0.member("title", phase.title.text(in: language))
      $0.optional("about", phase.summary?.text(in: language))
      $0.member("state", state.status(of: phase.id).rawValue)
      $0.optional("milestone", phase.milestone)
      $0.texts(
        "waitsFor", isDone ? [] : phase.dependsOn.filter { state.status(of: $0) != .done })
      $0.texts("openItems", isDone ? [] : state.openItems(before: phase).map(\.id))
      $0.member("rounds") { $0.array(state.rounds[phase.id] ?? []) { $0.round($1) } }
    }
  }

  private func write(
    _ item: Migration.ChecklistItem, of phase: Phase?, to writer: inout JSONWriter
  ) {
    let tick = state.ticks[item.id]
    writer.object {
      $0.member("id", item.id)
      $0.member("title", item.title.text(in: language))
      $0.optional("phase", phase?.id)
      $0.member("when", item.when.rawValue)
      $0.member("isRequired", item.isRequired)
      $0.optional("milestone", item.milestone)
      $0.member("ticked") { writer in
        guard let tick else { return writer.value("null") }
        writer.object {
          $0.member("by", tick.event.person ?? tick.operatorName)
          $0.member("at", tick.time)
          $0.optional("note", tick.event.note)
          $0.member("recordedBy", tick.operatorName)
          $0.member("host", tick.host)
        }
      }
    }
  }
}

extension JSONWriter {
  fileprivate mutating func round(_ round: MigrationState.Round) {
    let result = round.result
    object {
      $0.member("number", round.number)
      $0.member(
        "state", result.map { $0.isSuccess ? "done" : "failed" } ?? "unfinished")
      $0.member("began", round.firstBegan.time)
      $0.optional("ended", round.ended?.time)
      $0.member("by", round.began.operatorName)
      $0.member("host", round.began.host)
      $0.member("seconds") {
        $0.value(result.map { MigrationReport.seconds($0.seconds) } ?? "null")
      }
      $0.optional("failedStep", result?.failedStep?.rawValue)
      $0.optional("code", result?.code)
      $0.optional("run", result?.run)
      $0.member("tables") {
        $0.array(result?.tables ?? []) { writer, table in
          writer.object {
            $0.member("table", table.name)
            $0.member("read", table.read)
            $0.member("invalid", table.invalid)
            $0.member("created", table.created)
            $0.member("updated", table.updated)
            $0.member("unchanged", table.unchanged)
            $0.member("deleted", table.deleted)
          }
        }
      }
    }
  }

  fileprivate mutating func texts(_ name: String, _ texts: [String]) {
    member(name) { $0.array(texts) { $0.string($1) } }
  }
}
