package dialtone.pool.service;

import dialtone.platform.mail.CustomerMail;
import dialtone.platform.settings.Settings;
import dialtone.pool.service.DeviceReturns.Due;
import dialtone.pool.service.DeviceReturns.Mail;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Sees to the returns whose moment has come, every minute: labels and reminders are sent, residual charges posted. A mail is sent outside of
 * transactions; when a server dies between a mail and its note, it goes out again under the same Message-ID, which mailboxes keep once.
 */
@Singleton
@Startup
@DependsOn("Startup")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ReturnSweep {

    private static final Logger LOG = Logger.getLogger(ReturnSweep.class);

    /** One look sees to so many at most; what is left waits for the next. */
    static final int MAX = 500;

    /** After so many mails that were not taken a mail server is away, and not a mailbox: each could cost a timeout. */
    static final int MAX_NOT_TAKEN = 3;

    @EJB
    private DeviceReturns returns;

    @EJB
    private ReturnCharging charging;

    @Inject
    private CustomerMail mail;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public ReturnSweep() {}

    /** Outside a container. */
    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    public ReturnSweep(DeviceReturns returns, ReturnCharging charging, CustomerMail mail) {
        this.returns = returns;
        this.charging = charging;
        this.mail = mail;
    }

    /** Runs on a node that works jobs; on several at once each return is one's, which takes it on under its lock. */
    @Schedule(hour = "*", minute = "*", second = "40", persistent = false)
    public void lookEveryMinute() {
        if (Settings.workers()) {
            look(Settings.shippingSecret());
        }
    }

    /**
     * Once over those that are due; it ends when the mail server has not taken some mails.
     *
     * @param secret by which the warehouse tells of returns; empty when it cannot, and then nobody is reminded or charged: it is left to a person
     * @return how many returns were seen to
     */
    public int look(String secret) {
        int seenTo = 0;
        int notTaken = 0;
        List<String> due = returns.due(MAX);
        for (String rma : due) {
            if (notTaken == MAX_NOT_TAKEN) {
                break;
            }
            try {
                if (attend(rma, !secret.isEmpty())) {
                    seenTo++;
                } else {
                    notTaken++;
                }
            } catch (RuntimeException failure) {
                LOG.errorf(failure, "Return %s was not seen to; it is tried again", rma);
            }
        }
        if (seenTo > 0) {
            LOG.infof("%d devices that were asked back have been seen to", seenTo);
        }
        return seenTo;
    }

    private boolean attend(String rma, boolean told) {
        Optional<Due> due = returns.attend(rma, told);
        if (due.isEmpty()) {
            return true;
        }
        return switch (due.get().attention()) {
            case CHARGE -> {
                charging.charge(rma);
                yield true;
            }
            case MAIL -> isSent(due.get().mail());
        };
    }

    private boolean isSent(Mail next) {
        String rma = next.about().rma();
        if (next.email().isEmpty()) {
            returns.unaddressed(rma);
            return true;
        }
        boolean gone = mail.send(ReturnMail.of(next, next.email().get()));
        if (gone) {
            returns.mailed(rma);
        } else {
            returns.refused(rma);
        }
        return gone;
    }
}
