extension IssueCatalog {
  /// Issues of the run itself.
  static let runIssues: [IssueDefinition] = [
    IssueDefinition(
      "run.locked", .error, level: 1, when: "another live run holds the target's lock",
      message: text(
        "run `{run}` by `{user}` on `{host}` holds the lock since `{time}`",
        "l'exécution `{run}` de `{user}` sur `{host}` tient le verrou depuis `{time}`"),
      variants: [
        "unnamed": text(
          "another program holds the lock of the store",
          "un autre programme tient le verrou de la base")
      ],
      help: text(
        "wait for it or ask its operator", "attendez-la ou demandez à son opérateur")),
    IssueDefinition(
      "run.lock-taken-over", .warning,
      when: "the lock's heartbeat is older than 5 minutes and its process is gone",
      message: text(
        "the lock of run `{run}` was taken over; its process is gone",
        "le verrou de l'exécution `{run}` a été repris ; son processus a disparu"),
      help: text(
        "check that run with `registrar runs{storeOption}`",
        "vérifiez cette exécution avec `registrar runs{storeOption}`")),
    IssueDefinition(
      "run.unfinished", .error, level: 1,
      when: "an earlier run on the target is neither committed, undone nor abandoned",
      message: text(
        "run `{run}` stopped after `{count}` of `{total}` rows",
        "l'exécution `{run}` s'est arrêtée après `{count}` lignes sur `{total}`"),
      variants: [
        "other": text(
          "`{file}` is not what run `{run}` read",
          "`{file}` n'est pas ce que l'exécution `{run}` a lu")
      ],
      help: text(
        "go on with it by `registrar resume {run}{storeOption}`, or end it by"
          + " `registrar abandon {run}{storeOption}`",
        "reprenez-la par `registrar resume {run}{storeOption}`, ou abandonnez-la par"
          + " `registrar abandon {run}{storeOption}`"),
      helpVariants: [
        "other": text(
          "put back the files that the run read, or end it by `registrar abandon {run}{storeOption}`",
          "remettez les fichiers que l'exécution a lus, ou abandonnez-la par"
            + " `registrar abandon {run}{storeOption}`")
      ]),
    IssueDefinition(
      "run.too-many-errors", .error,
      when: "--max-errors N reached; totals are partial and marked so",
      message: text(
        "stopped after `{count}` {count|error|errors}; the totals below are partial",
        "arrêt après `{count}` {count|erreur|erreurs} ; les totaux ci-dessous sont partiels"),
      help: text(
        "correct these first, or drop --max-errors to see all",
        "corrigez d'abord celles-ci, ou retirez --max-errors pour tout voir")),
    IssueDefinition(
      "run.interrupted", .error, when: "a signal ended the run",
      message: text(
        "interrupted; nothing was written", "interrompu ; rien n'a été écrit"),
      variants: [
        "resumable": text(
          "interrupted; run `{run}` can be resumed",
          "interrompu ; l'exécution `{run}` peut être reprise")
      ],
      help: text(
        "start again; if the message names a run, resume it",
        "recommencez ; si le message nomme une exécution, reprenez-la")),
    IssueDefinition(
      "run.undo-kept", .warning, when: "undo leaves a record that changed since",
      message: text(
        "{record} `{key}` was changed after run `{run}` and was kept",
        "`{key}` ({record}) a changé après l'exécution `{run}` et reste en l'état"),
      variants: [
        "gone": text(
          "`{count}` {records} of run `{run}` {count|is|are} not stored any more",
          "`{count}` {records} de l'exécution `{run}` {count|n'est|ne sont} plus en base"),
        "taken": text(
          "{record} `{key}` was not put back: another record has its key or a unique value of it",
          "impossible de rétablir `{key}` ({record}) : un autre enregistrement a sa clé ou une"
            + " valeur unique"),
        "needed": text(
          "{record} `{key}` was kept because {children} that are kept refer to it",
          "`{key}` ({record}) reste en base, car des {children} qui restent s'y réfèrent"),
        "secret": text(
          "`{field}` of {record} `{key}` is a secret and cannot be put back",
          "`{field}` de `{key}` ({record}) est un secret et ne peut pas être rétabli"),
      ],
      help: text("correct it by hand if needed", "corrigez-le à la main si nécessaire")),
    IssueDefinition(
      "run.undo-refused", .error,
      when: "later runs or children depend on the run's records",
      message: text(
        "run `{first}` changed `{count}` of the records of `{run}`",
        "l'exécution `{first}` a changé `{count}` des enregistrements de `{run}`"),
      variants: [
        "children": text(
          "{record} `{key}` has {children} that run `{run}` did not make",
          "l'exécution `{run}` n'a pas créé les {children} qui se rapportent à `{key}` ({record})"),
        "parent": text(
          "{record} `{key}` referred to one of {parent}, which is not stored any more",
          "`{key}` ({record}) se référait à un enregistrement ({parent}) qui n'est plus en base"),
        "undone": text(
          "run `{run}` is undone already", "l'exécution `{run}` est déjà annulée"),
      ],
      help: text(
        "undo it first: `registrar undo {first} --execute{storeOption}{packageOption}`",
        "annulez-la d'abord : `registrar undo {first} --execute{storeOption}{packageOption}`"),
      helpVariants: [
        "children": text(
          "delete or move them first", "supprimez-les ou déplacez-les d'abord"),
        "parent": text(
          "put that record back first", "rétablissez d'abord cet enregistrement"),
        "undone": text(
          "to bring it back, undo the run that undid it",
          "pour la rétablir, annulez l'exécution qui l'a annulée"),
      ]),
    IssueDefinition(
      "run.internal", .error,
      when: "the ledger does not add up, or an unexpected condition",
      message: text(
        "internal error while reading row `{row}` of `{file}`: {reason}",
        "erreur interne à la lecture de la ligne `{row}` de `{file}` : {reason}"),
      variants: [
        "ledger": text(
          "internal error: ledger of `{table}` is off by `{count}`",
          "erreur interne : le bilan de `{table}` est faux de `{count}`"),
        "reason": text("internal error: {reason}", "erreur interne : {reason}"),
      ],
      help: text(
        "report it with the run id; nothing was written",
        "signalez-le avec le numéro d'exécution ; rien n'a été écrit")),
  ]

  /// Issues of what is sent to other systems or written to files.
  static let emitIssues: [IssueDefinition] = [
    IssueDefinition(
      "emit.write-failed", .error,
      when: "an output file (dump, plan, report, workbook) cannot be written",
      message: text("cannot write `{file}`: {reason}", "impossible d'écrire `{file}` : {reason}"),
      variants: [
        "written": text(
          "cannot write `{file}`: {reason}; the records were written to the store",
          "impossible d'écrire `{file}` : {reason} ; les enregistrements ont été écrits"),
        "written-unread": text(
          "nobody read `{file}` to its end; the records were written to the store",
          "personne n'a lu `{file}` jusqu'au bout ; les enregistrements ont été écrits"),
      ],
      help: text("free space and run again", "libérez de l'espace et relancez"),
      helpVariants: [
        "written": text(
          "free space; `registrar show {run}{storeOption}` tells what the run did",
          "libérez de l'espace ; `registrar show {run}{storeOption}` dit ce que l'exécution a fait"),
        "written-unread": text(
          "`registrar show {run}{storeOption}` tells what the run did",
          "`registrar show {run}{storeOption}` dit ce que l'exécution a fait"),
      ])
  ]
}
