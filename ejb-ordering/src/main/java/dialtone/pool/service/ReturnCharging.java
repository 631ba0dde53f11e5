package dialtone.pool.service;

import dialtone.party.BillingAccount;
import dialtone.pool.DeviceReturn;
import dialtone.rating.ResidualCharges;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Has the residual charge posted of a device that has not come in time: with the state of its return, in one transaction. */
@Stateless
public class ReturnCharging {

    @PersistenceContext
    private EntityManager entities;

    /** When it is needed: billing is deployed after this. */
    private final Supplier<ResidualCharges> charges;

    @EJB
    private DeviceReturns returns;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public ReturnCharging() {
        this.charges = ReturnCharging::lookedUp;
    }

    /** Outside a container. */
    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    public ReturnCharging(EntityManager entities, DeviceReturns returns, ResidualCharges charges, Clock clock) {
        this.entities = entities;
        this.returns = returns;
        this.charges = () -> charges;
        this.clock = clock;
    }

    @SuppressWarnings("BanJNDI") // the name is a constant of ours, and what is bound to it a bean of this application
    private static ResidualCharges lookedUp() {
        try {
            return InitialContext.doLookup(ResidualCharges.JNDI);
        } catch (NamingException e) {
            throw new IllegalStateException("Nobody charges a device", e);
        }
    }

    /** Nothing happens when it has come meanwhile, is under way, was charged, or is a person's to look at. */
    public void charge(String rma) {
        Optional<DeviceReturn> late = returns.chargeable(rma);
        Instant now = clock.instant();
        late.ifPresent(awaited -> {
            awaited.residualCharge().ifPresent(amount -> {
                BillingAccount account = entities.find(BillingAccount.class, awaited.account());
                if (account == null) {
                    throw new IllegalStateException("Return " + rma + " has no billing account");
                }
                charges.get()
                        .charge(new ResidualCharges.Device(
                                rma,
                                awaited.order(),
                                awaited.customer(),
                                awaited.account(),
                                awaited.offering(),
                                awaited.deviceName(),
                                account.timeZone(),
                                amount));
            });
            awaited.charge(now);
        });
    }
}
