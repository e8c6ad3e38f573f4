/** The style of the deck. */

import 'virtual:thesis-colours.css'
import './fonts.css'
import './deck.css'
