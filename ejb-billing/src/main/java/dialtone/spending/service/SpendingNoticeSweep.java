package dialtone.spending.service;

import dialtone.platform.mail.CustomerMail;
import dialtone.platform.settings.Settings;
import dialtone.spending.service.SpendingNotices.Notice;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Tells customers by mail what they have spent, every ten seconds: who roams learns of it while it matters. A mail is sent outside of transactions; when a server
 * dies between a mail and its note, it goes out again under the same Message-ID, which mailboxes keep once.
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SpendingNoticeSweep {

    private static final Logger LOG = Logger.getLogger(SpendingNoticeSweep.class);

    /** One look sees to so many at most; what is left waits for the next. */
    static final int MAX = 500;

    /** After so many mails that were not taken a mail server is away, and not a mailbox: each could cost a timeout. */
    static final int MAX_NOT_TAKEN = 3;

    @EJB
    private SpendingNotices notices;

    @Inject
    private CustomerMail mail;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public SpendingNoticeSweep() {}

    /** Outside a container. */
    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    SpendingNoticeSweep(SpendingNotices notices, CustomerMail mail) {
        this.notices = notices;
        this.mail = mail;
    }

    /** Runs on a node that works jobs; on several at once each notice is one's, which takes it on under its lock. */
    @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
    public void lookOften() {
        if (Settings.workers()) {
            look();
        }
    }

    /**
     * Once over those that are due; it ends when the mail server has not taken some mails.
     *
     * @return how many mails have gone out
     */
    public int look() {
        int gone = 0;
        int notTaken = 0;
        for (long id : notices.due(MAX)) {
            if (notTaken == MAX_NOT_TAKEN) {
                break;
            }
            try {
                Optional<Notice> notice = notices.attend(id);
                if (notice.isEmpty()) {
                    continue;
                }
                if (mail.send(SpendingMail.of(notice.get()))) {
                    notices.mailed(id);
                    gone++;
                } else {
                    notices.refused(id);
                    notTaken++;
                }
            } catch (RuntimeException failure) {
                LOG.errorf(failure, "Spending notice %d was not seen to; it is tried again", id);
            }
        }
        if (gone > 0) {
            LOG.infof("%d customers were told what they have spent", gone);
        }
        return gone;
    }
}
