/** The look of the deck. */

import './fonts.css'
import './deck.css'
