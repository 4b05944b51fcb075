import Hummingbird
import Logging
import NIOCore
import Submissions
import TabularCore

/// What is known of a request besides what it says: who asks, from where, in which language.
struct WebContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The address at the other end of the connection.
  let peer: String
  /// The address of the client, behind the proxies that are trusted.
  var client: String
  /// The language of the page.
  var language: Language = .english
  /// The session that the cookie belongs to.
  var session: OpenSession?
  /// Who a program's token stands for.
  var program: Caller?

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    peer = source.channel.remoteAddress?.ipAddress ?? ""
    client = peer
  }
}
