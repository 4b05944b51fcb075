import HTTPTypes
import Hummingbird
import JSONText
import NIOCore
import Submissions

extension Response {
  /// An object as JSON.
  static func json(_ writer: JSONWriter, status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: "application/json"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: writer.bytes)))
  }
}

extension JSONWriter {
  /// A submission as the interface for programs tells it.
  mutating func submission(_ submission: Submission) {
    object {
      $0.member("id", submission.id)
      $0.member("number", submission.number)
      $0.member("package", submission.package)
      $0.optional("scope", submission.scope?.text)
      $0.member("language", submission.language)
      $0.member("state", submission.state.rawValue)
      $0.member("version", submission.version)
      $0.member("round", submission.round)
      $0.optional("follows", submission.follows)
      $0.member("uploadedBy", submission.uploadedBy)
      $0.member("createdAt", ShownTime(seconds: submission.createdAt).machine)
      $0.member("changedAt", ShownTime(seconds: submission.changedAt).machine)
      $0.member("comment", submission.comment)
      $0.optional("run", submission.runID)
      $0.optional("undoRun", submission.undoRunID)
      $0.optional("failure", submission.failure)
      $0.member("files") {
        $0.array(submission.files) { writer, file in
          writer.object {
            $0.member("name", file.name)
            $0.member("sha256", file.sha256)
            $0.member("bytes", file.bytes)
          }
        }
      }
      $0.member("summary") { writer in
        guard let summary = submission.summary else { return writer.value("null") }
        writer.summary(summary)
      }
    }
  }

  private mutating func summary(_ summary: CheckSummary) {
    object {
      $0.member("errors", summary.errors)
      $0.member("warnings", summary.warnings)
      $0.member("notes", summary.notes)
      $0.member("hasPlan", summary.hasPlan)
      $0.member("tables") {
        $0.array(summary.tables) { writer, table in
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
      $0.member("guards") {
        $0.array(summary.guards) { writer, line in
          writer.object {
            $0.member("code", line.code)
            $0.member("count", line.count)
            $0.member("table", line.table)
            $0.optional("group", line.group)
          }
        }
      }
    }
  }
}
