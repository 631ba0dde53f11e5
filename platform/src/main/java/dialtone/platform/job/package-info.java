/** Work that the engine hands out, as the features see it; they never see the engine's client. */
package dialtone.platform.job;
