/* What can be asked for on the screens; app.h has the rest. */
#ifndef TUNEUP_ACTION_H
#define TUNEUP_ACTION_H

/* What a tap zone or a button asks for. The argument's meaning stands behind each. */
enum action_kind {
	ACTION_NONE,
	ACTION_WAKE,
	ACTION_GO, /* screen_id */
	ACTION_BACK,
	ACTION_HOME,
	ACTION_LANG,     /* the next language */
	ACTION_OPEN,     /* overlay's screen_id */
	ACTION_CLOSE,    /* the overlay on top */
	ACTION_ROUTINES, /* the areas, by way of the safety gate */
	ACTION_ROLLER,   /* the roller station, by way of its own safety gate */
	ACTION_SAFETY_OK,
	ACTION_ASK_FIRST,   /* the safety gate's quiet way out */
	ACTION_AREA,        /* enum area */
	ACTION_START,       /* routine's index */
	ACTION_PLAN_ADD,    /* enum area: joins what the visitor plans */
	ACTION_WHEN,        /* enum when */
	ACTION_MINUTES,     /* so many */
	ACTION_BUILD,       /* index of a ready program, -1: the visitor's own plan */
	ACTION_PROGRAM,     /* segment from which the program plays */
	ACTION_HOLD_ON,     /* the rest between two segments waits, or goes on */
	ACTION_WITHIN,      /* index of a distance */
	ACTION_FILTER,      /* FILTER_ARG of a value: on or off */
	ACTION_ACCEPTS_NEW, /* a filter: on or off */
	ACTION_INSURANCE,   /* likewise */
	ACTION_NAME,        /* the name that was searched for is no filter any more */
	ACTION_THERAPIST,   /* index in the list */
	ACTION_CLEAR,       /* no filter but the distance "any" */
	ACTION_TAB,         /* of Learn: index; the questions stand behind the last */
	ACTION_ARTICLE,     /* index */
	ACTION_QUESTION,    /* index: opens it, or closes it */
	ACTION_ROLLER_AREA, /* enum area */
	ACTION_ROLLER_NEXT, /* the next area */
	ACTION_ROLLER_START,
	ACTION_ROLLER_STOP,
	ACTION_COMFORT, /* 0..10 */
	ACTION_PLAY_PAUSE,
	ACTION_NEXT_STEP,
	ACTION_BACK_10,
	ACTION_REPLAY,
	ACTION_CAPTIONS,
	ACTION_MUTE,
	ACTION_VOLUME,    /* +1, -1 */
	ACTION_TEXT_SIZE, /* 0, 1, 2 */
	ACTION_CONTRAST,
	ACTION_REACH,
	ACTION_STILL,
	ACTION_SPEECH, /* spoken guidance: on or off */
	ACTION_KEEP_GOING,
	ACTION_START_OVER,
	ACTION_CONFIRM, /* what the dialog asked about shall be done */
	ACTION_KEY,     /* of the keyboard: a code point, or an enum key */
	ACTION_CARET,   /* into the field that is typed into */
	ACTION_WORD,    /* chooses the word that was held in it */
	/* staff */
	ACTION_PIN_CLEAR,  /* what was typed so far */
	ACTION_PIN_DONE,   /* a PIN that is chosen has enough digits */
	ACTION_SETUP_NEXT, /* the step after this one */
	ACTION_STAFF_LEAVE,
	ACTION_STAFF_FILTER, /* enum desk_filter */
	ACTION_VERIFY,       /* index in the list: opens the dialog */
	ACTION_VERIFIED,     /* the dialog's yes */
	ACTION_RETIRE,       /* index in the list: opens the dialog */
	ACTION_RETIRED,      /* the dialog's yes */
	ACTION_ERASE,        /* of the chosen therapist: opens the dialog */
	ACTION_ERASE_SURE,   /* the first yes */
	ACTION_ERASED,       /* the second one */
	ACTION_TRAIL,        /* what was changed: 1: of the one that is edited, 0: of all */
	ACTION_EDIT,         /* index in the list; EDIT_NEW: adds one */
	ACTION_RENEW,        /* index in the list: the day its license expires is written anew */
	ACTION_EDIT_FIELD,   /* types into this one */
	ACTION_EDIT_WORD,    /* chooses the word that was held in this one */
	ACTION_EDIT_CHOICE,  /* EDIT_CHOICE of one of its values: on or off */
	ACTION_EDIT_OTHER,   /* types another value of this one */
	ACTION_EDIT_LIST,    /* on small glass: all fields instead of one */
	ACTION_EDIT_DROP,    /* leaves without saving: enum action_kind of how */
	ACTION_SAVE,         /* once somebody has signed */
	ACTION_SIGN,         /* asks who does it: enum action_kind of what follows */
	ACTION_SIGNER,       /* index of who signed last */
	ACTION_ENTRY,        /* enum entry_purpose: types it */
	ACTION_CHECKED_ON,   /* days later or earlier */
	ACTION_FILE,         /* index of a file on the stick */
	ACTION_FILE_AGAIN,   /* reads it anew */
	ACTION_IMPORT,       /* applies it, once somebody has signed */
	ACTION_IMPORT_CANCEL,
	ACTION_UNDO,   /* shows what the last import would give back */
	ACTION_UNDONE, /* does it, once somebody has signed */
	ACTION_SIGNED, /* what was waited for with the signature: enum action_kind */
	ACTION_PART,   /* of the settings: index */
	ACTION_TOGGLE, /* a setting: index of its row */
	ACTION_LESS,   /* the same */
	ACTION_MORE,
	ACTION_LANGUAGE, /* in which a visit begins: index */
	ACTION_PIN_ANEW,
	ACTION_FORMER,    /* yesterday's settings are used again */
	ACTION_LIGHTS,    /* of the buttons: all on, or all off */
	ACTION_CALIBRATE, /* enum calibrate_ask */
	ACTION_TONE,      /* enum tone_side */
	ACTION_COLOR,     /* the next picture of the screen test */
	ACTION_AGAIN,     /* the test of the glass from its beginning */
	ACTION_PERIOD,    /* of the usage report: index */
	ACTION_PACK,      /* content and program: enum pack_act */
	ACTION_STICK,     /* save to it, let go of it */
	ACTION_CLOCK,     /* a field of the date and time, or all of it */
};

#endif
