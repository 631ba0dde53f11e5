package dialtone.esim.service;

import dialtone.esim.service.EsimProfiles.Reminder;
import dialtone.platform.mail.CustomerMail;
import dialtone.platform.settings.Settings;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Sees to the profiles whose moment has come, every minute. When that is stands in each one's row, so that a million that wait cost nothing
 * until it comes, and one that comes while no server runs is seen to when one does. A mail is sent outside of transactions; when a server dies
 * between a mail and its note, the mail goes out again under the same Message-ID, which mailboxes keep once.
 */
@Singleton
@Startup
@DependsOn("Startup")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DownloadReminders {

    private static final Logger LOG = Logger.getLogger(DownloadReminders.class);

    /** One look sees to so many at most; what is left waits for the next. */
    static final int MAX_BATCHES = 20;

    /** Rows read at once. */
    static final int BATCH = 100;

    /** After so many mails that were not taken a mail server is away, and not a mailbox: each could cost a timeout. */
    static final int MAX_NOT_TAKEN = 3;

    /** Whether the log knows that nothing is told. */
    private boolean untold;

    @EJB
    private EsimProfiles profiles;

    @Inject
    private CustomerMail mail;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public DownloadReminders() {}

    /** Outside a container. */
    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    public DownloadReminders(EsimProfiles profiles, CustomerMail mail) {
        this.profiles = profiles;
        this.mail = mail;
    }

    /** Runs on a node that works jobs; on several at once each profile is one's, which takes it on under its lock. */
    @Schedule(hour = "*", minute = "*", second = "20", persistent = false)
    public void lookEveryMinute() {
        if (Settings.workers()) {
            look(Settings.es2plusSecret());
        }
    }

    /**
     * Until all are seen to. When the mail server does not take some mails, no further ones are sent in this look, and those who need none are
     * seen to all the same. While nothing is told of profiles nobody knows which ones are loaded: then nothing is done.
     *
     * @param secret by which the SM-DP+ tells of profiles; empty when it cannot
     * @return how many profiles were seen to
     */
    public int look(String secret) {
        if (!profiles.isToldOf(secret)) {
            if (!untold) {
                untold = true;
                LOG.warn("No SM-DP+ tells of profiles (dialtone.es2plus.secret): nobody is reminded of an eSIM");
            }
            return 0;
        }
        untold = false;
        // what cannot be seen to now is in nobody's way
        Set<String> passedBy = new HashSet<>();
        int seenTo = 0;
        int notTaken = 0;
        for (int batch = 0; batch < MAX_BATCHES; batch++) {
            List<String> due = profiles.due(BATCH + passedBy.size()).stream()
                    .filter(iccid -> !passedBy.contains(iccid))
                    .toList();
            for (String iccid : due) {
                switch (attend(iccid, notTaken < MAX_NOT_TAKEN)) {
                    case SEEN_TO -> seenTo++;
                    case NOT_TAKEN -> notTaken++;
                    case PASSED_BY -> passedBy.add(iccid);
                }
            }
            if (due.size() < BATCH) {
                break;
            }
        }
        if (seenTo > 0) {
            LOG.infof("%d eSIM profiles that nobody has loaded have been seen to", seenTo);
        }
        return seenTo;
    }

    private enum Attended {
        SEEN_TO,
        NOT_TAKEN,
        PASSED_BY
    }

    private Attended attend(String iccid, boolean mails) {
        try {
            if (!mails) {
                return profiles.attendWithoutMail(iccid) ? Attended.SEEN_TO : Attended.PASSED_BY;
            }
            Optional<Reminder> reminder = profiles.attend(iccid);
            return reminder.isEmpty() || isSent(reminder.get()) ? Attended.SEEN_TO : Attended.NOT_TAKEN;
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "Profile %s was not seen to; it is tried again", iccid);
            return Attended.PASSED_BY;
        }
    }

    private boolean isSent(Reminder reminder) {
        boolean gone = reminder.email()
                .map(to -> mail.send(ReminderMail.of(reminder, to)))
                .orElse(true);
        if (gone) {
            profiles.reminded(reminder);
        } else {
            profiles.refused(reminder);
        }
        return gone;
    }
}
