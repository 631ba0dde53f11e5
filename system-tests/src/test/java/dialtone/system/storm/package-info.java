/** Orders of all kinds at random while the network fails and processes are killed; and that everything agrees afterwards. */
package dialtone.system.storm;
