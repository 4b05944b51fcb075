extension IssueCatalog {
  /// Issues between the run and the stored records.
  ///
  /// `{parent}`, `{children}` and `{records}` are nouns that the package gives its tables.
  static let storeIssues: [IssueDefinition] = [
    IssueDefinition(
      "store.unreachable", .error, level: 1,
      when: "the store cannot be opened, or the connection is lost before anything was written",
      message: text(
        "cannot open the store of target `{target}`: {reason}",
        "impossible d'ouvrir la base de la cible `{target}` : {reason}"),
      variants: [
        "lost": text(
          "the connection to the store of target `{target}` was lost: {reason}",
          "la connexion à la base de la cible `{target}` a été perdue : {reason}"),
        "in-doubt": text(
          "the connection to the store of target `{target}` was lost while run `{run}` was"
            + " committed, and the server does not come back",
          "la connexion à la base de la cible `{target}` a été perdue pendant la validation de"
            + " l'exécution `{run}`, et le serveur ne revient pas"),
      ],
      help: text(
        "check the target's address and that the server runs",
        "vérifiez l'adresse de la cible et que le serveur fonctionne"),
      helpVariants: [
        "in-doubt": text(
          "when the server is back, registrar show {run} finds the run if it was written",
          "quand le serveur sera revenu, registrar show {run} trouvera l'exécution si elle a été"
            + " écrite")
      ]),
    IssueDefinition(
      "store.schema-version", .error, level: 1,
      when: "stored schema version, package hash or platform version does not fit",
      message: text(
        "the store has schema version `{found}`, this package needs `{expected}`",
        "la base a le schéma en version `{found}`, ce paquet demande `{expected}`"),
      variants: [
        "package": text(
          "the store belongs to package `{found}`, expected `{expected}`",
          "la base appartient au paquet `{found}`, `{expected}` est attendu"),
        "hash": text(
          "the store was made with other tables of package `{package}`",
          "la base a été faite avec d'autres tables du paquet `{package}`"),
        "missing": text(
          "the store lacks `{first}`, which this package needs",
          "il manque à la base `{first}`, que ce paquet demande"),
        "empty": text(
          "the store is not initialised for package `{package}`",
          "la base n'est pas initialisée pour le paquet `{package}`"),
        "newer": text(
          "the store was written by a newer release: format `{found}`, this one knows"
            + " `{expected}`",
          "la base a été écrite par une version plus récente : format `{found}`, celle-ci connaît"
            + " `{expected}`"),
      ],
      help: text("run registrar store check", "lancez registrar store check"),
      helpVariants: [
        "package": text(
          "name the right package or another store",
          "nommez le bon paquet ou une autre base"),
        "hash": text("run registrar store migrate", "lancez registrar store migrate"),
        "missing": text("run registrar store migrate", "lancez registrar store migrate"),
        "empty": text("run registrar store init", "lancez registrar store init"),
        "newer": text("use the newer release", "utilisez la version plus récente"),
      ]),
    IssueDefinition(
      "store.row-refused", .error,
      when: "the store refuses an operation while executing; the group is rolled back",
      message: text(
        "the store refused `{table}` `{key}`: {reason}",
        "la base a refusé `{table}` `{key}` : {reason}"),
      help: text(
        "validate again; another program wrote in between",
        "validez de nouveau ; un autre programme a écrit entre-temps")),
    IssueDefinition(
      "store.manual-edit", .warning,
      when: "the stored value was last written outside the tool; kept",
      message: text(
        "`{field}` of `{key}` was set to `{found}` by hand on `{date}` and was kept",
        "`{field}` de `{key}` a été mis à `{found}` à la main le `{date}` et a été gardé"),
      help: text(
        "pass --overwrite-manual to replace it", "passez --overwrite-manual pour le remplacer")),
    IssueDefinition(
      "store.delete-referenced", .error, when: "a record to delete still has children",
      message: text(
        "{parent} `{key}` has `{count}` {children} and cannot be deleted",
        "{parent} `{key}` a `{count}` {children} et ne peut pas être supprimé"),
      help: text("delete or move them first", "supprimez-les ou déplacez-les d'abord")),
    IssueDefinition(
      "store.exists-skipped", .note, when: "mode insert-only and the key is stored",
      message: text(
        "`{key}` is already stored and was skipped", "`{key}` est déjà en base et a été sauté"),
      help: text("nothing to do", "rien à faire")),
    IssueDefinition(
      "store.absent-from-file", .note,
      when: "stored records the file does not mention; nothing deleted",
      message: text(
        "`{count}` stored {records} {count|is|are} not in the file",
        "`{count}` {records} en base {count|n'est|ne sont} pas dans le fichier"),
      help: text(
        "nothing to do; --prune plans their deletion",
        "rien à faire ; --prune planifie leur suppression")),
    IssueDefinition(
      "store.orphans", .warning, when: "verification finds stored children without parent",
      message: text(
        "`{count}` stored {children} have no {parent}",
        "`{count}` {children} en base n'ont pas de {parent}"),
      help: text("correct them in the store", "corrigez-les dans la base")),
    IssueDefinition(
      "store.count-mismatch", .error, when: "counts after commit or against --expect differ",
      message: text(
        "the store has `{count}` {records}, expected `{expected}`",
        "la base a `{count}` {records}, `{expected}` attendus"),
      help: text("compare with registrar compare", "comparez avec registrar compare")),
    IssueDefinition(
      "store.value-differs", .error,
      when: "a value read back after writing is not the one written",
      message: text(
        "`{field}` of `{key}` was written as `{expected}`, the store has `{found}`",
        "`{field}` de `{key}` a été écrit `{expected}`, la base a `{found}`"),
      help: text(
        "look for triggers or other writers", "cherchez des déclencheurs ou d'autres programmes")),
  ]

  /// Issues of guards: conditions under which nothing may be written.
  static let guardIssues: [IssueDefinition] = [
    IssueDefinition(
      "guard.change-limit", .error,
      when: "updates over the change guard without matching approval",
      message: text(
        "`{percent}` % of stored `{table}` would change (`{count}` of `{total}`), the limit is"
          + " `{limit}` %",
        "`{percent}` % de `{table}` en base changeraient (`{count}` sur `{total}`), la limite est"
          + " `{limit}` %"),
      help: text(
        "check the plan; an approver passes --approve guard.change-limit={count}",
        "vérifiez le plan ; un approbateur passe --approve guard.change-limit={count}")),
    IssueDefinition(
      "guard.delete-limit", .error,
      when: "deletions over the delete guard without matching approval",
      message: text(
        "`{count}` of `{total}` `{table}` would be deleted, the limit is `{limit}` %",
        "`{count}` de `{total}` `{table}` seraient supprimés, la limite est `{limit}` %"),
      variants: [
        "rows": text(
          "`{count}` of `{total}` `{table}` would be deleted, the limit is `{limit}` rows",
          "`{count}` de `{total}` `{table}` seraient supprimés, la limite est `{limit}` lignes")
      ],
      help: text(
        "check the plan; an approver passes --approve guard.delete-limit={count}",
        "vérifiez le plan ; un approbateur passe --approve guard.delete-limit={count}")),
    IssueDefinition(
      "guard.backup-missing", .error,
      when: "the target requires a backup and none is younger than its limit, or the hook failed",
      message: text(
        "the last backup of `{target}` is `{count}` hours old, at most `{limit}` are allowed",
        "la dernière sauvegarde de `{target}` a `{count}` heures, `{limit}` au plus sont permises"),
      variants: [
        "none": text("`{target}` has no backup", "`{target}` n'a pas de sauvegarde"),
        "failed": text(
          "the backup of `{target}` failed: {reason}",
          "la sauvegarde de `{target}` a échoué : {reason}"),
      ],
      help: text("run registrar backup", "lancez registrar backup")),
    IssueDefinition(
      "guard.target-unconfirmed", .error,
      when: "a production target without --confirm-target NAME",
      message: text(
        "target `{target}` is a production target and was not confirmed",
        "la cible `{target}` est une cible de production et n'a pas été confirmée"),
      help: text(
        "pass --confirm-target {target}", "passez --confirm-target {target}")),
    IssueDefinition(
      "guard.plan-missing", .error,
      when: "execute on a production target without a plan or a clean validation of these files",
      message: text(
        "these files have no clean validation of the last `{limit}` hours",
        "ces fichiers n'ont pas de validation propre dans les `{limit}` dernières heures"),
      help: text(
        "run the same command with --validate first",
        "lancez d'abord la même commande avec --validate")),
    IssueDefinition(
      "guard.plan-stale", .error,
      when: "file hash, package hash or state fingerprint differs from the plan",
      message: text(
        "`{count}` stored {count|record|records} changed since the plan was made",
        "`{count}` {count|enregistrement a changé|enregistrements ont changé} depuis le plan"),
      variants: [
        "file": text(
          "`{file}` changed since the plan was made", "`{file}` a changé depuis le plan"),
        "file-missing": text(
          "`{file}` of the plan is not among the files", "`{file}` du plan n'est pas donné"),
        "file-added": text(
          "`{file}` is not in the plan", "`{file}` n'est pas dans le plan"),
        "package": text(
          "package `{package}` changed since the plan was made",
          "le paquet `{package}` a changé depuis le plan"),
        "target": text(
          "the plan was made for `{expected}`, not for `{found}`",
          "le plan a été fait pour `{expected}`, pas pour `{found}`"),
        "options": text(
          "the plan was made with another `{option}`",
          "le plan a été fait avec une autre option `{option}`"),
        "foreign": text(
          "`{file}` is not a plan of this release", "`{file}` n'est pas un plan de cette version"),
        "damaged": text(
          "`{file}` was cut off or changed after it was written",
          "`{file}` a été tronqué ou modifié après avoir été écrit"),
        "value": text(
          "`{field}` of `{key}` is `{found}` now; it changed outside the tool since the plan was"
            + " made",
          "`{field}` de `{key}` est maintenant `{found}` ; il a changé hors de l'outil depuis le"
            + " plan"),
        "value-run": text(
          "`{field}` of `{key}` is `{found}` now; run `{run}` changed it since the plan was made",
          "`{field}` de `{key}` est maintenant `{found}` ; l'exécution `{run}` l'a changé depuis le"
            + " plan"),
        "cleared": text(
          "`{field}` of `{key}` is empty now; it changed outside the tool since the plan was made",
          "`{field}` de `{key}` est vide maintenant ; il a changé hors de l'outil depuis le plan"),
        "cleared-run": text(
          "`{field}` of `{key}` is empty now; run `{run}` changed it since the plan was made",
          "`{field}` de `{key}` est vide maintenant ; l'exécution `{run}` l'a changé depuis le"
            + " plan"),
        "made": text(
          "`{key}` was stored since the plan was made", "`{key}` a été ajouté depuis le plan"),
        "made-run": text(
          "`{key}` was stored by run `{run}` since the plan was made",
          "`{key}` a été ajouté par l'exécution `{run}` depuis le plan"),
        "gone": text(
          "`{key}` was deleted since the plan was made", "`{key}` a été supprimé depuis le plan"),
        "unlike": text(
          "what would become of `{key}` is no longer what the plan says",
          "ce qu'il adviendrait de `{key}` n'est plus ce que dit le plan"),
      ],
      help: text(
        "validate again and review the new plan",
        "validez de nouveau et relisez le nouveau plan"),
      helpVariants: [
        "file-missing": text(
          "name the files that the plan was made from",
          "nommez les fichiers dont le plan a été fait"),
        "file-added": text(
          "name the files that the plan was made from",
          "nommez les fichiers dont le plan a été fait"),
        "options": text(
          "repeat the options of the validation, or validate again",
          "reprenez les options de la validation, ou validez de nouveau"),
        "target": text(
          "name the target that the plan was made for, or validate again",
          "nommez la cible pour laquelle le plan a été fait, ou validez de nouveau"),
      ], kindArguments: ["key", "option"]),
    IssueDefinition(
      "guard.production-refused", .error,
      when: "a command or data that must not reach a production target",
      message: text(
        "`{command}` is not allowed on production target `{target}`",
        "`{command}` n'est pas permis sur la cible de production `{target}`"),
      variants: [
        "sandbox": text(
          "`{file}` was exported from a sandbox and is not allowed on production target"
            + " `{target}`",
          "`{file}` vient d'un bac à sable et n'est pas permis sur la cible de production"
            + " `{target}`")
      ],
      help: text("run it on a copy", "lancez-le sur une copie")),
    IssueDefinition(
      "guard.maintenance-off", .error,
      when: "the target requires maintenance mode or a time window and it is not on",
      message: text(
        "target `{target}` is not in maintenance mode",
        "la cible `{target}` n'est pas en mode maintenance"),
      variants: [
        "window": text(
          "target `{target}` accepts changes from `{from}` to `{to}` only",
          "la cible `{target}` n'accepte de changements que de `{from}` à `{to}`")
      ],
      help: text(
        "run the maintenance-on hook or wait for the window",
        "lancez le script maintenance-on ou attendez le créneau")),
  ]
}
